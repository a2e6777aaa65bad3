package dev.spectrum.outreach.touches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(8);

    @Test
    void givesWhatIsFreeToOneClaimAtATime() {
        assertThat(places.ask(1)).isEqualTo(8);
        assertThat(places.ask(1)).isZero();
        places.take(8);
        places.claimed(true);
        assertThat(places.ask(1)).isZero();
        places.free(1);
        assertThat(places.ask(2)).isZero();
        assertThat(places.ask(1)).isEqualTo(1);
    }

    @Test
    void knowsThatThereMayBeMoreAfterAFullClaim() {
        places.ask(1);
        places.take(8);
        places.claimed(true);
        assertThat(places.moreMayBeDue()).isTrue();
        for (int i = 0; i < 8; i++) {
            places.free(1);
        }
        assertThat(places.areQuiet()).isFalse();
        places.ask(1);
        places.claimed(false);
        assertThat(places.moreMayBeDue()).isFalse();
        assertThat(places.areQuiet()).isTrue();
    }
}
