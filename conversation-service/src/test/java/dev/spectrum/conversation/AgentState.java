package dev.spectrum.conversation;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.platform.testing.ToldEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells of agents and tenants as agent-service does: on the topic spectrum.agent.state. */
public final class AgentState {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private AgentState() {}

    /** Acme Corp and Globex are known, each with 5 dollars a day. */
    public static void tenantsExist() {
        tenant(TestUser.ACME, "Acme Corp", 5, 0);
        tenant(TestUser.GLOBEX, "Globex", 5, 0);
    }

    /** Tells of a tenant in one version, and waits until it is known. */
    public static void tenant(UUID id, String company, double dailyLimit, long version) {
        ObjectNode tenant = JSON.createObjectNode()
                .put("id", id.toString())
                .put("slug", company.toLowerCase(Locale.ROOT))
                .put("name", company)
                .put("tier", "ignition")
                .put("daily_limit_usd", dailyLimit)
                .put("version", version)
                .put("deleted", false);
        tenant.putObject("company")
                .put("name", company)
                .put("industry", "Software")
                .put("stage", "growth")
                .put("website", "")
                .put("description", "")
                .putObject("icp");
        tell("tenant.changed", id, id, UuidCreator.getTimeOrderedEpoch(), tenant);
        awaitVersion("select version from tenant where tenant_id = ?", id, id, version);
    }

    /** A new agent of Acme's with this role. */
    public static UUID agent(String role) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        agent(TestUser.ACME, id, role, 0, agent -> {});
        return id;
    }

    /** Tells of an agent in one version, and waits until it is known. */
    public static void agent(UUID tenant, UUID id, String role, long version, Consumer<ObjectNode> change) {
        ObjectNode agent = agentData(id, role, version);
        change.accept(agent);
        tell("agent.changed", tenant, id, UuidCreator.getTimeOrderedEpoch(), agent);
        awaitVersion("select version from agent where id = ?", tenant, id, version);
    }

    public static ObjectNode agentData(UUID id, String role, long version) {
        ObjectNode agent = JSON.createObjectNode()
                .put("id", id.toString())
                .put("name", "Sales")
                .put("role", role)
                .put("description", "")
                .put("icon", "phone")
                .put(
                        "system_prompt",
                        "You are the {role_name} agent of {company_name} ({company_stage}), talking with {user_name},"
                                + " {user_role}.")
                .put("role_instructions", "")
                .put("temperature", 0.2)
                .put("model", "gpt-4o-mini")
                .put("color", "#2563eb")
                .put("position", 1)
                .put("enabled", true)
                .put("version", version)
                .put("deleted", false);
        agent.putArray("responsibilities").add("Sell");
        agent.putArray("data_sources").add("crm");
        agent.putObject("api_permissions").putArray("crm").add("read");
        return agent;
    }

    /** Sends the event, with this id, to Kafka. */
    public static void tell(String what, UUID tenant, UUID subject, UUID eventId, ObjectNode data) {
        tellOn("spectrum.agent.state", "agent." + what, tenant, subject, eventId, data);
    }

    /** The same of another service's, such as {@code channel.appointment.booked}. */
    public static void tellOn(String topic, String type, UUID tenant, UUID subject, UUID eventId, ObjectNode data) {
        new ToldEvent(eventId, topic, "dev.spectrum." + type + ".v1", tenant, subject.toString(), data).tell();
    }

    private static void awaitVersion(String query, UUID tenant, UUID id, long version) {
        await().atMost(PATIENCE)
                .until(() -> known(query, tenant, id)
                        .filter(known -> Long.parseLong(known) >= version)
                        .isPresent());
    }

    private static Optional<String> known(String query, UUID tenant, UUID id) throws SQLException {
        try (Sql sql = Sql.in(tenant)) {
            return sql.one(query, id);
        }
    }
}
