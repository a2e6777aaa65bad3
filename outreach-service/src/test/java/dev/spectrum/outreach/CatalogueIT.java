package dev.spectrum.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogueIT {

    /** What is left out here is no setting: a projection, imports, and what sending does. */
    @Test
    void everyChangeThatPeopleMakeIsWrittenDown() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.withoutAudit(
                            owner,
                            "outreach",
                            Set.of(
                                    "tenant_profile",
                                    "lead_import",
                                    "lead_import_chunk",
                                    "lead_import_refusal",
                                    "lead_list_member",
                                    "lead_erasure",
                                    "rescoring",
                                    "activity",
                                    "limit_use",
                                    "sender_queue",
                                    "sender_wake",
                                    "account",
                                    "unsubscribe_link",
                                    "tracking_key",
                                    "global_suppression",
                                    "touch_text",
                                    "touch")))
                    .isEmpty();
        }
    }

    @Test
    void everyTableIsolatesTenants() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.violations(owner, "outreach", Set.of("global_suppression")))
                    .isEmpty();
        }
    }
}
