package dev.spectrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogueIT {

    /** What is left out here is no setting: a projection, calls of tools and their trail, what these calls change, what was decided of upstreams, refreshes. */
    @Test
    void everyChangeThatPeopleMakeIsWrittenDown() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.withoutAudit(
                            owner,
                            "gateway",
                            Set.of(
                                    "agent",
                                    "tool_call",
                                    "tool_call_head",
                                    "call_ledger",
                                    "call_result",
                                    "contact",
                                    "opportunity",
                                    "appointment",
                                    "company",
                                    "task",
                                    "note",
                                    "upstream_change",
                                    "upstream_refresh",
                                    "upstream_catalogue")))
                    .isEmpty();
        }
    }

    @Test
    void everyTableIsolatesTenants() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.violations(owner, "gateway", Set.of())).isEmpty();
        }
    }
}
