package dev.spectrum.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogueIT {

    /** What is left out here is no setting: old definitions, runs, the ledger, names and turns that are taken, users who are gone. */
    @Test
    void everyChangeThatPeopleMakeIsWrittenDown() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.withoutAudit(
                            owner,
                            "agent",
                            Set.of(
                                    "agent_version",
                                    "prompt_version",
                                    "action_version",
                                    "run",
                                    "task",
                                    "budget_entry",
                                    "budget_day",
                                    "member_change",
                                    "erased_user",
                                    "tenant_slug")))
                    .isEmpty();
        }
    }

    @Test
    void everyTableIsolatesTenants() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.violations(owner, "agent", Set.of("tenant_slug")))
                    .isEmpty();
        }
    }
}
