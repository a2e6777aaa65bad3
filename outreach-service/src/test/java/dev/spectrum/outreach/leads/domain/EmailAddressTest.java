package dev.spectrum.outreach.leads.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.test",
                "ann.lee+news@mail.example.co.uk",
                "o'connor@example.test",
                "ANN@EXAMPLE.TEST",
                "jürgen@müller.test",
                "a@x-y.example"
            })
    void takesAddresses(String address) {
        assertThat(EmailAddress.isValid(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "ann@",
                "@example.test",
                "ann@example",
                "sales(at)example.test",
                "ann@@example.test",
                "ann lee@example.test",
                "ann@example..test",
                ".ann@example.test",
                "ann@-example.test",
                "ann@example.test>",
                "ann@example.test\nBcc: x@y.test",
                "a@b.123"
            })
    void refusesWhatIsNone(String text) {
        assertThat(EmailAddress.isValid(text)).isFalse();
    }

    @org.junit.jupiter.api.Test
    void refusesOneLongerThanAnyServerTakes() {
        assertThat(EmailAddress.isValid("a".repeat(250) + "@example.test")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@müller.test",
                "ANN@MÜLLER.test",
                "ann@xn--mller-kva.test",
                "ann@mu\u0308ller.test",
                "ann@ｍüller.test"
            })
    void spellingsOfOneDomainAreOneAddress(String spelling) {
        assertThat(EmailAddress.normalised(spelling)).isEqualTo("ann@müller.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@xn--.test", "ann@", "", "xn--a"})
    void whatIsNoDomainStaysAsItIs(String text) {
        assertThat(EmailAddress.normalised(text)).isEqualTo(text);
    }
}
