package dev.spectrum.outreach.senders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitPoolTest {

    @ParameterizedTest
    @CsvSource({
        "sam@acme.com, acme.com",
        "sam@mail.eu.acme.com, acme.com",
        "sam@acme.co.uk, acme.co.uk",
        "sam@mail.acme.co.uk, acme.co.uk",
        "sam@mail.acme.com.au, acme.com.au",
        "sam@acme.github.io, acme.github.io",
        "sam@mail.acme.example, acme.example",
        "sam@mail.acme.test, acme.test",
        "sam@co.uk, co.uk",
        "sam@localhost, localhost"
    })
    void addressesOfOneOrganisationShareADomain(String address, String domain) {
        assertThat(LimitPool.organisationalDomain(address)).isEqualTo(domain);
    }
}
