package dev.spectrum.gateway.upstreams;

import dev.spectrum.gateway.upstreams.UpstreamEvents.Change;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.gateway.upstreams.domain.UpstreamDefinition;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Adds, changes and deletes upstreams, and what an admin decides of their tools, in the tenant's transaction. */
@ApplicationScoped
public class SaveUpstream {

    private final Upstreams upstreams;
    private final Outbox outbox;

    SaveUpstream(Upstreams upstreams, Outbox outbox) {
        this.upstreams = upstreams;
        this.outbox = outbox;
    }

    public Uni<Upstream> add(Caller who, UpstreamDefinition definition, boolean acceptDefinitions) {
        return upstreams
                .add(who.tenantId(), definition, acceptDefinitions, who.subject())
                .call(upstream -> tell(who, upstream, Change.ADDED, List.of()));
    }

    public Uni<Upstream> change(Caller who, UUID id, UpstreamDefinition definition) {
        return upstreams
                .change(id, definition)
                .call(upstreams::catalogueChanged)
                .call(upstream -> tell(who, upstream, Change.CHANGED, List.of()));
    }

    public Uni<Void> delete(Caller who, Upstream upstream) {
        return upstreams
                .delete(upstream.id())
                .chain(upstreams::catalogueChanged)
                .chain(() -> tell(who, upstream, Change.DELETED, List.of()));
    }

    public Uni<Void> accept(Caller who, Upstream upstream, List<PinnedTool> offered) {
        return keep(who, upstream, offered.stream().map(PinnedTool::accepted).toList(), Change.DEFINITIONS_ACCEPTED);
    }

    public Uni<Void> reject(Caller who, Upstream upstream, List<PinnedTool> offered) {
        return keep(who, upstream, offered.stream().map(PinnedTool::rejected).toList(), Change.DEFINITIONS_REJECTED);
    }

    /** @param tags empty for the upstream's own */
    public Uni<Void> tag(Caller who, Upstream upstream, PinnedTool tool, Optional<List<String>> tags) {
        return keep(who, upstream, List.of(tool.tagged(tags)), Change.TAGS_CHANGED);
    }

    private Uni<Void> keep(Caller who, Upstream upstream, List<PinnedTool> tools, Change change) {
        boolean isDecision = change != Change.TAGS_CHANGED;
        return upstreams
                .keep(upstream, tools, isDecision ? Optional.of(who.subject()) : Optional.empty())
                .chain(upstreams::catalogueChanged)
                .chain(() -> tell(
                        who,
                        upstream,
                        change,
                        tools.stream().map(PinnedTool::name).toList()));
    }

    private Uni<Void> tell(Caller who, Upstream upstream, Change change, List<String> tools) {
        return outbox.add(UpstreamEvents.of(upstream, change, tools, who.subject()));
    }
}
