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

    @Test
    void everyTableIsolatesTenants() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            assertThat(Catalogue.violations(owner, "outreach", Set.of())).isEmpty();
        }
    }
}
