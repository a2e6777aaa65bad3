package dev.spectrum.gateway.upstreams;

import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code upstream.changed}. Addresses and definitions stay here. */
final class UpstreamEvents {

    /** What happened to it. */
    enum Change {
        ADDED,
        CHANGED,
        DELETED,
        /** Its definitions are no longer those that were accepted: they wait for somebody. */
        DEFINITIONS_OFFERED,
        DEFINITIONS_ACCEPTED,
        DEFINITIONS_REJECTED,
        /** Tools that were there are not any more, or are again. */
        TOOLS_GONE,
        TAGS_CHANGED
    }

    /** @param by the {@code sub} of who did it; null for what the upstream did */
    private record UpstreamChanged(
            UUID id,
            String name,
            String prefix,
            String change,
            List<String> tools,
            @Nullable String by) {}

    private UpstreamEvents() {}

    /** @param tools the tools that it is about, by our names */
    static OutgoingEvent of(Upstream upstream, Change change, List<String> tools, @Nullable String by) {
        return new OutgoingEvent(
                "spectrum.gateway.events",
                "dev.spectrum.gateway.upstream.changed.v1",
                upstream.tenantId(),
                upstream.id().toString(),
                new UpstreamChanged(
                        upstream.id(),
                        upstream.definition().name(),
                        upstream.definition().prefix(),
                        change.name().toLowerCase(Locale.ROOT),
                        tools,
                        by));
    }
}
