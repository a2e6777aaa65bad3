package dev.spectrum.gateway.upstreams;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UpstreamChangesIT {

    @Test
    void whatAnAdminAcceptsIsWrittenDownAndWhatAnUpstreamOffersIsNot() {
        try (ScriptedUpstream server = ScriptedUpstream.start().offer("look", true)) {
            UpstreamsForTests upstream = UpstreamsForTests.add(server.url());
            String tool = changes("entity=upstream_tool").getString("items[0].entity_id");

            server.definition("look").put("description", "Looks elsewhere.");
            upstream.refresh();
            assertThat(changes("entity=upstream_tool&entity_id=" + tool).getList("items"))
                    .hasSize(1);
            upstream.decide("accept", upstream.changes()).then().statusCode(200);

            JsonPath accepted = changes("entity=upstream_tool&entity_id=" + tool);
            assertThat(accepted.getList("items.operation")).containsExactly("update", "create");
            assertThat(accepted.getString("items[0].actor")).isEqualTo(ACME_ADMIN.subject());
            assertThat(accepted.getString("items[0].before.pinned")).doesNotContain("elsewhere");
            assertThat(accepted.getString("items[0].after.pinned")).contains("Looks elsewhere.");
            upstream.delete();
            assertThat(changes("entity=upstream&entity_id=" + upstream.id()).getList("items.operation"))
                    .containsExactly("delete", "create");
        }
    }

    private static JsonPath changes(String query) {
        return as(ACME_ADMIN)
                .get("/api/v1/changes/tools?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
