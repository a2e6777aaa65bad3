package dev.spectrum.outreach.tracking;

import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.tracking.domain.LinkWriter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Gives messages what writes their links. Within the tenant's transaction. */
@ApplicationScoped
public class WriteLinks {

    private final TrackingKeys keys;
    private final TrackingConfig config;

    WriteLinks(TrackingKeys keys, TrackingConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /** Makes the key that the tenant's links are signed with, where there is none yet. */
    public Uni<LinkWriters> of(UUID tenantId, OutreachSettings settings) {
        String base = settings.trackingHost()
                        .map(host -> "https://" + host)
                        .orElseGet(() -> config.publicUrl().toString().replaceFirst("/+$", ""))
                + "/t/";
        return keys.keyOf(tenantId).map(key -> new LinkWriters(tenantId, base, key));
    }

    /**
     * Writes the links of a tenant's messages.
     *
     * @param base what tokens stand behind
     * @param key the tenant's
     */
    public record LinkWriters(UUID tenantId, String base, byte[] key) {

        public LinkWriter of(UUID touchId, boolean opens, boolean clicks) {
            return new LinkWriter(
                    url -> clicks
                            ? TrackedLink.target(url)
                                    .map(target -> url(touchId, Optional.of(target)))
                                    .orElse(url)
                            : url,
                    opens ? Optional.of(url(touchId, Optional.empty())) : Optional.empty());
        }

        private String url(UUID touchId, Optional<URI> target) {
            return base + new TrackedLink(tenantId, touchId, target).token(key);
        }
    }
}
