package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.domain.Happening;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.tracking.TrackedTouches;
import dev.spectrum.outreach.tracking.domain.EngagementKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What links tell of a touch is what the gateway's events would tell. */
@ApplicationScoped
class FollowTrackedLinks implements TrackedTouches {

    private final Touches touches;
    private final FollowMessage followMessage;

    FollowTrackedLinks(Touches touches, FollowMessage followMessage) {
        this.touches = touches;
        this.followMessage = followMessage;
    }

    @Override
    public Uni<Optional<Instant>> sentAt(UUID touchId) {
        return touches.find(touchId).map(found -> found.flatMap(Touch::sentAt));
    }

    @Override
    public Uni<Void> saw(UUID touchId, EngagementKind kind, Instant at) {
        Happening what = switch (kind) {
            case OPENED -> Happening.OPENED;
            case CLICKED -> Happening.CLICKED;
            case REPLIED -> Happening.REPLIED;
        };
        return followMessage.seen(List.of("touch-" + touchId), what, at, Map.of());
    }
}
