package dev.spectrum.outreach.touches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.touches.domain.Delivery;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayPatienceTest {

    private static final Delivery AWAY = new Delivery.TryAgain("gateway-away", "x", false, Optional.empty());

    private final GatewayPatience patience = new GatewayPatience();

    @Test
    void waitsWhileTheGatewayIsAwayAndGoesOnAsSoonAsItAnswers() {
        assertThat(patience.isAsked()).isFalse();
        patience.learn(AWAY);
        assertThat(patience.isAsked()).isTrue();
        patience.learn(new Delivery.Delivered());
        assertThat(patience.isAsked()).isFalse();
    }

    @Test
    void whatTheGatewayRefusesIsNoReasonToWait() {
        patience.learn(new Delivery.TryAgain("gateway-busy", "x", true, Optional.of(Duration.ofSeconds(5))));
        patience.learn(new Delivery.Refused("invalid", "x"));
        assertThat(patience.isAsked()).isFalse();
    }
}
