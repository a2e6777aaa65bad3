package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.gateway.tools.CatalogueConfig;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolSource;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tools of a tenant's upstreams, as they were accepted. No upstream is asked. */
@ApplicationScoped
class UpstreamTools implements ToolSource {

    private final Upstreams upstreams;
    private final TenantTransaction transaction;
    private final CallUpstream callUpstream;
    private final ObjectMapper json;
    private final Cache<UUID, Known> known;

    UpstreamTools(
            Upstreams upstreams,
            TenantTransaction transaction,
            CallUpstream callUpstream,
            ObjectMapper json,
            CatalogueConfig config) {
        this.upstreams = upstreams;
        this.transaction = transaction;
        this.callUpstream = callUpstream;
        this.json = json;
        this.known = Caffeine.newBuilder()
                .maximumWeight(config.mostTools())
                .<UUID, Known>weigher((tenant, tools) -> 1 + tools.tools().size())
                .build();
    }

    /** @param version of the tenant's catalogue, when they were read */
    private record Known(long version, List<CatalogueTool> tools) {}

    /** A look at the version, and at the rest only if that is another. */
    @Override
    public Uni<List<CatalogueTool>> tools(UUID tenantId) {
        return transaction.run(
                tenantId,
                () -> upstreams.catalogueVersion().chain(version -> {
                    Known before = known.getIfPresent(tenantId);
                    return before != null && before.version() == version
                            ? Uni.createFrom().item(before.tools())
                            : upstreams
                                    .inForce()
                                    .map(this::tools)
                                    .invoke(tools -> known.put(tenantId, new Known(version, tools)));
                }));
    }

    private List<CatalogueTool> tools(Map<Upstream, List<PinnedTool>> inForce) {
        return inForce.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(tool -> tool(entry.getKey(), tool)))
                .toList();
    }

    private CatalogueTool tool(Upstream upstream, PinnedTool tool) {
        JsonNode pinned = ReadDefinition.json(tool.pinned().orElseThrow());
        var definition = ReadDefinition.definition(upstream, tool, pinned);
        return new CatalogueTool(definition, new UpstreamTool(upstream, tool.tool(), definition, callUpstream), json);
    }
}
