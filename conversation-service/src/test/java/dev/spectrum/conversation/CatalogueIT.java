package dev.spectrum.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogueIT {

    /** What is left out here is no setting: projections, what is said, and who was erased. */
    @Test
    void everyChangeThatPeopleMakeIsWrittenDown() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.withoutAudit(
                            owner,
                            "conversation",
                            Set.of(
                                    "tenant",
                                    "agent",
                                    "retention",
                                    "conversation",
                                    "message",
                                    "attachment",
                                    "turn",
                                    "turn_key",
                                    "waiting_message",
                                    "feedback",
                                    "outcome",
                                    "erasure",
                                    "erased_trace")))
                    .isEmpty();
        }
    }

    @Test
    void everyTableIsolatesTenants() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.violations(owner, "conversation", Set.of())).isEmpty();
        }
    }
}
