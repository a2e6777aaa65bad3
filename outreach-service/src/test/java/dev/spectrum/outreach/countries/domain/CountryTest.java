package dev.spectrum.outreach.countries.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountryTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            United States, US
            USA,           US
            ' us ',        US
            UK,            GB
            England,       GB
            Deutschland,   DE
            Allemagne,     DE
            DEU,           DE
            Holland,       NL
            """)
    void isKnownByItsCodesItsNamesAndWhatPeopleCallIt(String text, String code) {
        assertThat(Country.named(text)).map(Country::code).contains(code);
    }

    @Test
    void whatIsNoCountryStaysWhatItIs() {
        assertThat(Country.named("Atlantis")).isEmpty();
        assertThat(Country.canonicalName(" Atlantis ")).isEqualTo("Atlantis");
        assertThat(Country.canonicalName("")).isEmpty();
        assertThat(Country.canonicalName("DE")).isEqualTo("Germany");
    }

    @Test
    void everyZoneOfTheTableExists() {
        for (String code : Locale.getISOCountries()) {
            Country.named(code).orElseThrow().mainZone();
        }
        assertThat(Country.named("Norway").orElseThrow().mainZone()).contains(ZoneId.of("Europe/Oslo"));
    }
}
