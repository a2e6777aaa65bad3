package dev.spectrum.gateway;

import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.ToldEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An agent as agent-service would tell of it. Told again with another version, it changes.
 *
 * @param permissions by data source, such as {@code {"crm": ["read"]}}
 */
public record AgentsForTests(
        UUID tenant,
        UUID id,
        String role,
        List<String> dataSources,
        Map<String, List<String>> permissions,
        boolean enabled,
        boolean deleted,
        long version) {

    /** A new agent, told and known. Its role is its own. */
    public static AgentsForTests known(UUID tenant, Map<String, List<String>> permissions) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return new AgentsForTests(
                        tenant,
                        id,
                        "role-" + id.toString().substring(24),
                        List.copyOf(permissions.keySet()),
                        permissions,
                        true,
                        false,
                        0)
                .tell()
                .awaitKnown();
    }

    public AgentsForTests permitting(Map<String, List<String>> changed) {
        return new AgentsForTests(
                tenant, id, role, List.copyOf(changed.keySet()), changed, enabled, deleted, version + 1);
    }

    public AgentsForTests disabled() {
        return new AgentsForTests(tenant, id, role, dataSources, permissions, false, deleted, version + 1);
    }

    public AgentsForTests gone() {
        return new AgentsForTests(tenant, id, role, dataSources, permissions, enabled, true, version + 1);
    }

    /** Publishes {@code agent.changed}. */
    public AgentsForTests tell() {
        return tellAs(UuidCreator.getTimeOrderedEpoch());
    }

    /**
     * Publishes it under an id.
     *
     * @param eventId given twice, it is one event that arrives twice
     */
    public AgentsForTests tellAs(UUID eventId) {
        Map<String, Object> data = new HashMap<>(Map.of(
                "id",
                id,
                "name",
                role,
                "role",
                role,
                "description",
                "",
                "icon",
                "",
                "system_prompt",
                "You are {role_name}.",
                "responsibilities",
                List.of(),
                "role_instructions",
                "",
                "temperature",
                0.2,
                "model",
                ""));
        data.putAll(Map.of(
                "data_sources", dataSources,
                "api_permissions", permissions,
                "color", "#64748b",
                "position", 1,
                "enabled", enabled,
                "version", version,
                "deleted", deleted));
        data.put("cartridge_id", null);
        new ToldEvent(
                        eventId,
                        "spectrum.agent.state",
                        "dev.spectrum.agent.agent.changed.v1",
                        tenant,
                        id.toString(),
                        data)
                .tell();
        return this;
    }

    /** Waits until the service knows the agent in this version. */
    public AgentsForTests awaitKnown() {
        await().atMost(Duration.ofSeconds(30)).until(() -> knownVersion() >= version);
        return this;
    }

    private long knownVersion() throws SQLException {
        try (Connection app = Catalogue.asApp();
                PreparedStatement tenantOf = app.prepareStatement("select set_config('app.tenant_id', ?, false)");
                PreparedStatement select = app.prepareStatement("select version from agent where id = ?")) {
            tenantOf.setString(1, tenant.toString());
            tenantOf.execute();
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }
}
