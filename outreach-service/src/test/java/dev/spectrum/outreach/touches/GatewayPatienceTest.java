package dev.spectrum.outreach.touches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.touches.domain.Delivery;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayPatienceTest {

    private static final Delivery AWAY = new Delivery.Away("x");

    private final GatewayPatience patience = new GatewayPatience();

    @Test
    void waitsWhileTheGatewayIsAwayAndGoesOnAsSoonAsItAnswers() {
        assertThat(patience.isAsked()).isFalse();
        assertThat(patience.most(128)).isEqualTo(128);
        patience.learn(AWAY);
        assertThat(patience.isAsked()).isTrue();
        // When it is over, one is tried.
        assertThat(patience.most(128)).isEqualTo(1);
        assertThat(patience.most(0)).isZero();
        patience.learn(new Delivery.Delivered());
        assertThat(patience.most(128)).isEqualTo(128);
        assertThat(patience.isAsked()).isFalse();
    }

    @Test
    void whatTheGatewayRefusesIsNoReasonToWait() {
        patience.learn(new Delivery.TryAgain("gateway-busy", "x", true, Optional.of(Duration.ofSeconds(5))));
        patience.learn(new Delivery.Refused("invalid", "x"));
        assertThat(patience.isAsked()).isFalse();
    }
}
