package dev.spectrum.outreach.leads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            +44 7700 900965       | ''             | +447700900965
            0044 (0)7700900965    | ''             | +447700900965
            07700 900 965         | United Kingdom | +447700900965
            +33(0)6.39.98.13.17   | France         | +33639981317
            0061491575789         | ''             | +61491575789
            +1 (403) 555.0153     | Canada         | +14035550153
            403-555-0153          | CA             | +14035550153
            +1 757-555-0110 x12   | ''             | +17575550110
            (757) 555-0110        | ''             | 7575550110
            """)
    void givesOneSpellingToEachNumber(String text, String country, String normalised) {
        assertThat(PhoneNumbers.normalised(text, country)).contains(normalised);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call me", "12", "12345678901234567890", "+", "ask Ann: 123456"})
    void refusesWhatIsNoNumber(String text) {
        assertThat(PhoneNumbers.normalised(text, "")).isEmpty();
    }
}
