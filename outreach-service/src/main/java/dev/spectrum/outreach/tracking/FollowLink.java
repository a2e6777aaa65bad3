package dev.spectrum.outreach.tracking;

import dev.spectrum.outreach.settings.Settings;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
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
    private final Settings settings;
    private final TrackingConfig config;
    private final TenantTransaction transaction;

    FollowLink(
            TrackingKeys keys,
            TrackedTouches touches,
            Settings settings,
            TrackingConfig config,
            TenantTransaction transaction) {
        this.keys = keys;
        this.touches = touches;
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
        Instant now = Instant.now();
        return touches.sentAt(link.touchId())
                .map(sentAt -> new Visit(request.method(), request.userAgent(), request.purpose(), sentAt, now))
                .chain(visit -> visit.isByAPerson()
                        ? touches.saw(
                                link.touchId(),
                                link.target().isPresent() ? EngagementKind.CLICKED : EngagementKind.OPENED,
                                now)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Optional<TrackedLink>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
