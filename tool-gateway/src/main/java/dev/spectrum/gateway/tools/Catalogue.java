package dev.spectrum.gateway.tools;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.platform.context.CallerContext;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Every tool that a tenant has, wherever it comes from, by name. Who may use which is not decided here.
 *
 * <p>A tenant's tools are kept for a moment, in a bounded space, so that listing and finding cost no query. A tenant without
 * tools of its own shares the native ones with all others.
 */
@ApplicationScoped
public class Catalogue {

    private static final Logger LOG = Logger.getLogger(Catalogue.class);

    private final NativeTools nativeTools;
    private final List<ToolSource> others;
    private final Vertx vertx;
    private final AsyncCache<UUID, Tools> known;

    Catalogue(NativeTools nativeTools, @All List<ToolSource> sources, Vertx vertx, CatalogueConfig config) {
        this.nativeTools = nativeTools;
        this.others = sources.stream()
                .filter(source -> !(source instanceof NativeTools))
                // What others gave a name to first, keeps it: connectors before upstreams.
                .sorted(Comparator.comparing(source -> source.getClass().getName()))
                .toList();
        this.vertx = vertx;
        // As all caches that calls look into: to wake another thread for its upkeep costs more than the upkeep.
        this.known = Caffeine.newBuilder()
                .executor(Runnable::run)
                .expireAfterWrite(config.keptFor())
                .maximumWeight(config.mostTools())
                .<UUID, Tools>weigher((tenant, tools) -> 1 + tools.own())
                .buildAsync();
    }

    /** @param own how many of them are not native */
    private record Tools(Map<String, CatalogueTool> byName, int own) {}

    public Uni<Optional<CatalogueTool>> find(UUID tenantId, String name) {
        return of(tenantId).map(tools -> Optional.ofNullable(tools.byName().get(name)));
    }

    /** In the order of their names. */
    public Uni<Collection<CatalogueTool>> all(UUID tenantId) {
        return of(tenantId).map(tools -> tools.byName().values());
    }

    /** What the tenant has is not what it was: seen here at once, at other replicas in a moment. */
    public void changed(UUID tenantId) {
        others.forEach(source -> source.changed(tenantId));
        known.synchronous().invalidate(tenantId);
    }

    private Uni<Tools> of(UUID tenantId) {
        CompletableFuture<Tools> now = known.getIfPresent(tenantId);
        return now != null && now.isDone() && !now.isCompletedExceptionally()
                ? Uni.createFrom().item(now.join())
                : CallerContext.returnTo(() -> Uni.createFrom()
                        .emitter(waiting -> read(tenantId).whenComplete((tools, failure) -> {
                            if (failure == null) {
                                waiting.complete(tools);
                            } else {
                                waiting.fail(failure);
                            }
                        })));
    }

    /** For all who wait for it: one of them who hangs up does not end it. */
    private CompletableFuture<Tools> read(UUID tenantId) {
        return known.get(
                tenantId,
                (tenant, executor) ->
                        OwnContext.run(vertx, () -> collect(tenant)).subscribeAsCompletionStage());
    }

    private Uni<Tools> collect(UUID tenantId) {
        Uni<Tools> collected = nativeTools.tools(tenantId).map(tools -> new Tools(nativeTools.byName(), 0));
        for (ToolSource source : others) {
            collected = collected.chain(tools -> from(source, tenantId).map(from -> with(tools, from)));
        }
        return collected;
    }

    private record From(List<CatalogueTool> tools, Set<String> insteadOfNative) {}

    private static Uni<From> from(ToolSource source, UUID tenantId) {
        return Uni.createFrom()
                .deferred(() -> source.tools(tenantId))
                .chain(tools -> source.insteadOfNative(tenantId).map(instead -> new From(tools, instead)))
                .onFailure()
                .invoke(failure -> LOG.warnf("The tools of %s are missing: %s", source, failure))
                .onFailure()
                .recoverWithItem(new From(List.of(), Set.of()));
    }

    private Tools with(Tools tools, From from) {
        if (from.tools().isEmpty() && from.insteadOfNative().isEmpty()) {
            return tools;
        }
        Map<String, CatalogueTool> byName = new TreeMap<>(tools.byName());
        byName.values().removeIf(tool -> nativeTools.isOf(from.insteadOfNative(), tool));
        for (CatalogueTool tool : from.tools()) {
            String name = tool.definition().name();
            if (byName.putIfAbsent(name, tool) != null) {
                LOG.warnf("There are two tools named %s: the second is left out", name);
            }
        }
        return new Tools(
                Collections.unmodifiableMap(byName), tools.own() + from.tools().size());
    }
}
