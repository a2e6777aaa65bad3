package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.tools.Catalogue;
import dev.spectrum.gateway.upstreams.UpstreamEvents.Change;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.ToolName;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Asks an upstream for its tools and notes what is different. Definitions that were accepted stay in force as they are; those
 * of an upstream that was never heard of before are accepted, if who added it said so.
 */
@ApplicationScoped
public class RefreshUpstream {

    private static final Logger LOG = Logger.getLogger(RefreshUpstream.class);

    private final McpServers servers;
    private final Upstreams upstreams;
    private final TenantTransaction transaction;
    private final Outbox outbox;
    private final Catalogue catalogue;
    private final UpstreamsConfig config;

    RefreshUpstream(
            McpServers servers,
            Upstreams upstreams,
            TenantTransaction transaction,
            Outbox outbox,
            Catalogue catalogue,
            UpstreamsConfig config) {
        this.servers = servers;
        this.upstreams = upstreams;
        this.transaction = transaction;
        this.outbox = outbox;
        this.catalogue = catalogue;
        this.config = config;
    }

    /** Outside of any transaction. Never fails because of the upstream: that it failed is noted. */
    public Uni<Void> refresh(Upstream upstream) {
        return CallerContext.returnTo(() -> servers.tools(upstream))
                .chain(tools -> inTransaction(upstream, () -> note(upstream, tools)))
                .onFailure(UpstreamFailure.class)
                .recoverWithUni(failure -> failed(upstream, ((UpstreamFailure) failure).reason()))
                .invoke(() -> catalogue.changed(upstream.tenantId()));
    }

    private Uni<Void> failed(Upstream upstream, String reason) {
        LOG.infof("Upstream %s was not refreshed: %s", upstream.id(), reason);
        return inTransaction(upstream, () -> upstreams.refreshed(upstream.id(), reason, config.refreshedEvery()));
    }

    private Uni<Void> inTransaction(Upstream upstream, java.util.function.Supplier<Uni<Void>> work) {
        return transaction.run(upstream.tenantId(), work);
    }

    /** What came from an upstream that was changed or deleted meanwhile is of no use. */
    private Uni<Void> note(Upstream asked, List<JsonNode> answer) {
        return upstreams
                .lock(asked.id())
                .chain(now -> now.filter(upstream -> upstream.version() == asked.version())
                        .map(upstream -> upstreams
                                .lastRefresh(upstream.id())
                                .chain(last -> upstreams
                                        .tools(upstream.id())
                                        .chain(known -> keep(
                                                upstream,
                                                known,
                                                seen(upstream, known, answer),
                                                last.at() == null && upstream.acceptDefinitions())))
                                .chain(() -> upstreams.refreshed(upstream.id(), "", config.refreshedEvery())))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Every tool that was ever seen, as it is now, by what the upstream calls it. */
    private Map<String, PinnedTool> seen(Upstream upstream, List<PinnedTool> known, List<JsonNode> answer) {
        Map<String, PinnedTool> now = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        known.forEach(tool -> {
            now.put(tool.tool(), tool.missing());
            names.add(tool.name());
        });
        for (JsonNode definition : answer.stream().limit(config.mostTools()).toList()) {
            ReadDefinition.name(definition).ifPresent(name -> {
                PinnedTool before = now.get(name);
                if (before == null) {
                    before = PinnedTool.unseen(
                            name, ToolName.of(upstream.definition().prefix(), name));
                    if (!names.add(before.name())) {
                        LOG.warnf("Upstream %s has two tools that would be %s", upstream.id(), before.name());
                        return;
                    }
                }
                String problem = ReadDefinition.problem(definition);
                now.put(
                        name,
                        problem.isEmpty() ? before.seen(ReadDefinition.pin(definition)) : before.seenWith(problem));
            });
        }
        return now;
    }

    private Uni<Void> keep(Upstream upstream, List<PinnedTool> known, Map<String, PinnedTool> seen, boolean accepting) {
        Map<String, PinnedTool> before = new LinkedHashMap<>();
        known.forEach(tool -> before.put(tool.tool(), tool));
        List<PinnedTool> changed = new ArrayList<>();
        List<String> offered = new ArrayList<>();
        List<String> accepted = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (PinnedTool tool : seen.values()) {
            PinnedTool now = accepting ? tool.accepted() : tool;
            PinnedTool then = before.get(tool.tool());
            if (now.equals(then)) {
                continue;
            }
            changed.add(now);
            if (accepting && tool.offered().isPresent()) {
                accepted.add(now.name());
            } else if (now.pending().isPresent()
                    && (then == null || !then.offered().equals(now.offered()))) {
                offered.add(now.name());
            }
            if (now.gone() && (then == null || !then.gone())) {
                gone.add(now.name());
            }
        }
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OutgoingEvent> events = new ArrayList<>();
        add(events, upstream, Change.DEFINITIONS_ACCEPTED, accepted);
        add(events, upstream, Change.DEFINITIONS_OFFERED, offered);
        add(events, upstream, Change.TOOLS_GONE, gone);
        return upstreams
                .keep(upstream, changed, accepting ? Optional.of(upstream.createdBy()) : Optional.empty())
                .chain(upstreams::catalogueChanged)
                .chain(() -> outbox.add(events));
    }

    private static void add(List<OutgoingEvent> events, Upstream upstream, Change change, List<String> tools) {
        if (!tools.isEmpty()) {
            String by = change == Change.DEFINITIONS_ACCEPTED ? upstream.createdBy() : null;
            events.add(UpstreamEvents.of(upstream, change, tools, by));
        }
    }
}
