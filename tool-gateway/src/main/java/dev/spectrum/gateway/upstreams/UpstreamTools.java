package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.tools.CatalogueConfig;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.TenantMemory;
import dev.spectrum.gateway.tools.ToolSource;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
    private final TenantMemory<List<CatalogueTool>> memory;

    UpstreamTools(
            Upstreams upstreams,
            TenantTransaction transaction,
            CallUpstream callUpstream,
            ObjectMapper json,
            CatalogueConfig config,
            Vertx vertx,
            Pool pool) {
        this.upstreams = upstreams;
        this.transaction = transaction;
        this.callUpstream = callUpstream;
        this.json = json;
        this.memory = new TenantMemory<>(
                vertx, pool, "select tenants_with_changed_upstreams()", this::read, config.mostTools());
    }

    void start(@Observes StartupEvent started) {
        memory.watch();
    }

    @Override
    public Uni<List<CatalogueTool>> tools(UUID tenantId) {
        return memory.of(tenantId);
    }

    @Override
    public void changed(UUID tenantId) {
        memory.forget(tenantId);
    }

    private Uni<List<CatalogueTool>> read(UUID tenantId) {
        return transaction.run(tenantId, upstreams::inForce).map(this::tools);
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
