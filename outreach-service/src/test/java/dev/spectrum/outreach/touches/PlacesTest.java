package dev.spectrum.outreach.touches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(8);

    @Test
    void givesWhatIsFreeToOneClaimAtATime() {
        assertThat(places.ask(1)).isEqualTo(8);
        assertThat(places.ask(1)).isZero();
        places.fill(8, 8);
        assertThat(places.ask(1)).isZero();
        places.free();
        assertThat(places.ask(2)).isZero();
        assertThat(places.ask(1)).isEqualTo(1);
    }

    @Test
    void knowsThatThereMayBeMoreAfterAFullClaim() {
        places.ask(1);
        places.fill(8, 8);
        assertThat(places.moreMayBeDue()).isTrue();
        for (int i = 0; i < 8; i++) {
            places.free();
        }
        assertThat(places.areQuiet()).isFalse();
        places.ask(1);
        places.fill(8, 0);
        assertThat(places.moreMayBeDue()).isFalse();
        assertThat(places.areQuiet()).isTrue();
    }
}
