package dev.spectrum.outreach.countries.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolidaysTest {

    @ParameterizedTest
    @CsvSource({
        "US, 2026-11-26", // Thanksgiving
        "US, 2026-07-03", // Independence Day on a Saturday
        "US, 2027-01-18", // Martin Luther King
        "US, 2026-05-25", // Memorial Day
        "AU, 2026-01-26",
        "AU, 2026-12-28", // Boxing Day on a Saturday
        "AU, 2026-04-03", // Good Friday
        "GB, 2026-08-31",
        "GB, 2021-12-27", // Christmas Day on a Saturday, Boxing Day on a Sunday
        "GB, 2021-12-28",
        "DE, 2026-10-03",
        "DE, 2026-05-14", // Ascension
        "FR, 2026-07-14",
        "GR, 2026-04-13", // Easter Monday of the Orthodox
        "SE, 2026-06-20", // Midsummer
        "PL, 2026-06-04", // Corpus Christi
        "CA, 2026-05-18"
    })
    void nobodyWorksThen(String country, LocalDate day) {
        assertThat(Holidays.areOn(day, country)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"US, 2026-11-27", "DE, 2026-11-26", "FR, 2026-04-03", "XX, 2026-12-25", "GB, 2026-12-29"})
    void peopleWorkThen(String country, LocalDate day) {
        assertThat(Holidays.areOn(day, country)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-03-31, 2024-05-05",
        "2025, 2025-04-20, 2025-04-20",
        "2026, 2026-04-05, 2026-04-12",
        "2027, 2027-03-28, 2027-05-02",
        "2038, 2038-04-25, 2038-04-25"
    })
    void easterIsWhenTheChurchesSay(int year, LocalDate western, LocalDate orthodox) {
        assertThat(Holidays.easter(year)).isEqualTo(western);
        assertThat(Holidays.orthodoxEaster(year)).isEqualTo(orthodox);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "US", "AU", "GB", "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
                "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"
            })
    void everyCountryThatTheRulesAreForHasSomeEveryYear(String country) {
        for (int year = 2024; year < 2040; year++) {
            assertThat(Holidays.of(country, year)).hasSizeBetween(7, 20);
        }
        assertThat(Locale.getISOCountries()).contains(country);
    }

    @Test
    void oneWhoIsNowhereHasNone() {
        assertThat(Holidays.of("", 2026)).isEqualTo(Set.of());
    }
}
