package dev.spectrum.outreach.suppressions.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressedTest {

    @Test
    void anAddressIsCoveredByItselfItsDomainAndTheDomainsAbove() {
        assertThat(Suppressed.covering(" Ann@EU.Initech.test"))
                .containsExactly(
                        Suppressed.address("ann@eu.initech.test"),
                        Suppressed.domain("eu.initech.test"),
                        Suppressed.domain("INITECH.TEST"));
    }

    @Test
    void domainsOfOtherScriptsCompareHoweverTheyAreWritten() {
        assertThat(Suppressed.covering("ann@müller.test")).contains(Suppressed.domain("xn--mller-kva.test"));
        assertThat(Suppressed.domain("Müller.test").value()).isEqualTo("xn--mller-kva.test");
    }

    @Test
    void addressesOfOtherScriptsCompareHoweverTheyAreWritten() {
        assertThat(Suppressed.covering("ann@xn--mller-kva.test")).contains(Suppressed.address("Ann@müller.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "test", "@initech.test", "a b.test", "initech..test", "x@y.test"})
    void refusesWhatIsNoDomain(String text) {
        assertThatThrownBy(() -> Suppressed.domain(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
