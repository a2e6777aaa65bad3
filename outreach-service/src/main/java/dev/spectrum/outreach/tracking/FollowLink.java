package dev.spectrum.outreach.tracking;

import dev.spectrum.outreach.settings.Settings;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.tracking.domain.Engagement;
import dev.spectrum.outreach.tracking.domain.EngagementKind;
import dev.spectrum.outreach.tracking.domain.Visit;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Says where a tracked link leads, and writes down that a person followed it. */
@ApplicationScoped
public class FollowLink {

    private final TrackingKeys keys;
    private final TrackedTouches touches;
    private final Engagements engagements;
    private final Settings settings;
    private final TrackingConfig config;
    private final TenantTransaction transaction;

    FollowLink(
            TrackingKeys keys,
            TrackedTouches touches,
            Engagements engagements,
            Settings settings,
            TrackingConfig config,
            TenantTransaction transaction) {
        this.keys = keys;
        this.touches = touches;
        this.engagements = engagements;
        this.settings = settings;
        this.config = config;
        this.transaction = transaction;
    }

    /**
     * @param host that the client came to; empty where nobody says
     * @param method of HTTP
     * @param purpose as {@link Visit} has it
     */
    public record Request(String token, Optional<String> host, String method, String userAgent, String purpose) {}

    /** Empty for a link that this service never wrote, and for one that came to another tenant's host. */
    public Uni<Optional<TrackedLink>> follow(Request request) {
        return TrackedLink.read(request.token())
                .map(claimed -> transaction.run(
                        claimed.tenantId(),
                        () -> keys.find()
                                .map(key -> key.flatMap(known -> TrackedLink.verified(claimed, known)))
                                .chain(link -> link.map(found -> ofHost(found, request))
                                        .orElseGet(FollowLink::nothing))))
                .orElseGet(FollowLink::nothing);
    }

    /** A tenant's own host shows nothing of another's. */
    private Uni<Optional<TrackedLink>> ofHost(TrackedLink link, Request request) {
        return settings.get()
                .chain(set ->
                        isHere(set, request.host()) ? record(link, request).replaceWith(Optional.of(link)) : nothing());
    }

    private boolean isHere(OutreachSettings set, Optional<String> host) {
        return host.map(asked -> asked.toLowerCase(Locale.ROOT))
                .filter(asked -> !asked.equals(config.publicUrl().getHost())
                        && set.trackingDomain().filter(asked::equals).isEmpty())
                .isEmpty();
    }

    private Uni<Void> record(TrackedLink link, Request request) {
        return touches.find(link.touchId())
                .chain(found -> found.filter(touch -> visit(touch, request).isByAPerson())
                        .map(touch -> engagements
                                .record(new Engagement(
                                        link.tenantId(),
                                        link.touchId(),
                                        touch.campaignId(),
                                        touch.leadId(),
                                        link.target().isPresent() ? EngagementKind.CLICKED : EngagementKind.OPENED,
                                        Instant.now()))
                                .replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static Visit visit(TrackedTouches.Tracked touch, Request request) {
        return new Visit(request.method(), request.userAgent(), request.purpose(), touch.sentAt(), Instant.now());
    }

    private static Uni<Optional<TrackedLink>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
