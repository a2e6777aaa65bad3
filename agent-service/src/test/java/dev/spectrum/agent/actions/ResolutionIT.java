package dev.spectrum.agent.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.agent.Acme;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Precedence and scopes as the database resolves them, in random worlds, against an oracle that spells them out. */
@QuarkusTest
class ResolutionIT {

    private static final int WORLDS = 60;
    private static final List<String> SCOPES = List.of("task", "project", "workspace", "user", "tenant");
    private static final List<String> VARIABLES = List.of("a", "b", "c", "d");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    /** What a broker holds, by scope and id. */
    private record Place(String scope, String id) {}

    @Test
    void theStrongestSourceAndTheMostSpecificScopeWin() throws SQLException {
        List<Map<String, Object>> variables = new ArrayList<>();
        for (String name : VARIABLES) {
            variables.add(Acme.variable(name, "text", name.equals("a") ? Map.of("default", "default of a") : Map.of()));
        }
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("{{a}}{{b}}{{c}}{{d}}", variables));
        for (int i = 0; i < WORLDS; i++) {
            oneWorld(prompt);
        }
    }

    private void oneWorld(String prompt) throws SQLException {
        Map<String, Map<Place, String>> held = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            held.put(Acme.broker("random"), places());
        }
        insert(TestUser.ACME, held);
        List<String> brokers = List.copyOf(held.keySet());
        Map<String, String> mappings = some(name -> brokers.get(random.nextInt(brokers.size())));
        Map<String, String> hardcoded = some(name -> "hardcoded " + name);
        Map<String, String> said = some(name -> "said " + name);
        List<String> scopes =
                SCOPES.stream().filter(scope -> random.nextBoolean()).toList();
        Map<String, String> context = new HashMap<>();
        for (String scope : SCOPES.subList(0, 3)) {
            if (random.nextBoolean()) {
                context.put(scope + "_id", id());
            }
        }
        String action = Acme.create(
                "/api/v1/actions",
                Map.of(
                        "name", "random",
                        "prompt_id", prompt,
                        "broker_mappings", mappings,
                        "hardcoded_values", hardcoded,
                        "context_scopes", scopes));

        JsonPath resolved = Acme.member()
                .body(Map.of("context", context, "variables", said))
                .post("/api/v1/actions/" + action + "/resolve")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        for (String name : VARIABLES) {
            Map<String, Object> found = resolved.getMap("variables.find { it.name == '" + name + "' }");
            String wanted = oracle(name, said, hardcoded, mappings, held, scopes, context);
            assertThat(found == null ? null : found.get("source") + "/" + found.get("scope") + "/" + found.get("value"))
                    .as("%s with seed %d", name, seed)
                    .isEqualTo(wanted);
            assertThat(resolved.getList("missing").contains(name)).isEqualTo(wanted == null);
        }
    }

    private static @Nullable String oracle(
            String name,
            Map<String, String> said,
            Map<String, String> hardcoded,
            Map<String, String> mappings,
            Map<String, Map<Place, String>> held,
            List<String> scopes,
            Map<String, String> context) {
        if (said.containsKey(name)) {
            return "user/null/" + said.get(name);
        } else if (hardcoded.containsKey(name)) {
            return "hardcoded/null/" + hardcoded.get(name);
        }
        Map<Place, String> values = held.getOrDefault(mappings.get(name), Map.of());
        for (String scope : SCOPES) {
            String id = switch (scope) {
                case "tenant" -> "";
                case "user" -> TestUser.ACME_MEMBER.subject();
                default -> context.get(scope + "_id");
            };
            if (scopes.contains(scope) && id != null && values.containsKey(new Place(scope, id))) {
                return "broker/" + scope + "/" + values.get(new Place(scope, id));
            }
        }
        return name.equals("a") ? "default/null/default of a" : null;
    }

    private Map<String, String> some(java.util.function.UnaryOperator<String> value) {
        Map<String, String> some = new HashMap<>();
        VARIABLES.stream().filter(name -> random.nextBoolean()).forEach(name -> some.put(name, value.apply(name)));
        return some;
    }

    private Map<Place, String> places() {
        Map<Place, String> places = new HashMap<>();
        for (String scope : SCOPES) {
            for (String id : ids(scope)) {
                if (random.nextBoolean()) {
                    places.put(new Place(scope, id), UUID.randomUUID().toString());
                }
            }
        }
        return places;
    }

    private static List<String> ids(String scope) {
        return switch (scope) {
            case "tenant" -> List.of("");
            case "user" -> List.of(TestUser.ACME_MEMBER.subject(), TestUser.ACME_OWNER.subject());
            default -> List.of("1", "2");
        };
    }

    private String id() {
        return random.nextBoolean() ? "1" : "2";
    }

    /** Values of other users among them, which no request could make. */
    private static void insert(UUID tenant, Map<String, Map<Place, String>> held) throws SQLException {
        try (Connection app = Catalogue.asApp();
                Statement set = app.createStatement();
                PreparedStatement insert = app.prepareStatement(
                        "insert into broker_value values (?, ?, ?, ?, to_jsonb(?::text), 'test')")) {
            set.execute("select set_config('app.tenant_id', '" + tenant + "', false)");
            for (Map.Entry<String, Map<Place, String>> broker : held.entrySet()) {
                for (Map.Entry<Place, String> value : broker.getValue().entrySet()) {
                    insert.setObject(1, tenant);
                    insert.setObject(2, UUID.fromString(broker.getKey()));
                    insert.setString(3, value.getKey().scope());
                    insert.setString(4, value.getKey().id());
                    insert.setString(5, value.getValue());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
