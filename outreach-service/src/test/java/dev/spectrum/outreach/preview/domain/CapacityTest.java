package dev.spectrum.outreach.preview.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.preview.domain.PreflightReport.Capacity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {

    @ParameterizedTest
    @CsvSource({
        "100, 1, 50, 0, 2",
        "101, 1, 50, 0, 3",
        "10, 1, 50, 0, 1",
        "10, 3, 50, 120, 6",
        "200, 3, 50, 120, 12",
        "0, 1, 50, 0, 0",
        "10, 1, 0, 0, 0"
    })
    void takesAsLongAsItsLimitsAndItsDelays(int leads, int steps, int perDay, int hours, int days) {
        assertThat(Capacity.of(leads, steps, perDay, hours).days()).isEqualTo(days);
    }
}
