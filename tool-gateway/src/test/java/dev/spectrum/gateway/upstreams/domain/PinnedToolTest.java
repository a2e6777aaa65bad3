package dev.spectrum.gateway.upstreams.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PinnedToolTest {

    private static final Pin OLD = new Pin("{\"description\":\"old\"}", "1");
    private static final Pin NEW = new Pin("{\"description\":\"new\"}", "2");

    private final PinnedTool pinned =
            PinnedTool.unseen("look", "p_look").seen(OLD).accepted();

    @Test
    void aNewToolWaitsUntilItIsAccepted() {
        PinnedTool seen = PinnedTool.unseen("look", "p_look").seen(OLD);
        assertThat(seen.isInForce()).isFalse();
        assertThat(seen.pending()).contains(OLD);
        assertThat(seen.accepted().isInForce()).isTrue();
        assertThat(seen.accepted().pending()).isEmpty();
    }

    @Test
    void whatWasAcceptedStaysInForceWhateverTheUpstreamSays() {
        PinnedTool changed = pinned.seen(NEW);
        assertThat(changed.pinned()).contains(OLD);
        assertThat(changed.pending()).contains(NEW);
        assertThat(changed.seenWith("too long").pinned()).contains(OLD);
        assertThat(changed.accepted().pinned()).contains(NEW);
    }

    @Test
    void whatWasRejectedDoesNotWaitAgain() {
        PinnedTool rejected = pinned.seen(NEW).rejected();
        assertThat(rejected.pending()).isEmpty();
        assertThat(rejected.seen(NEW).pending()).isEmpty();
        assertThat(rejected.seen(new Pin("{}", "3")).pending()).isPresent();
        assertThat(rejected.pinned()).contains(OLD);
    }

    @Test
    void anUpstreamThatTakesItsChangeBackLeavesNothingToDecide() {
        assertThat(pinned.seen(NEW).seen(OLD)).isEqualTo(pinned);
    }

    @Test
    void whatIsGoneIsNotInForceAndIsAgainWhenItIsBack() {
        assertThat(pinned.missing().isInForce()).isFalse();
        assertThat(pinned.missing().seen(OLD)).isEqualTo(pinned);
    }
}
