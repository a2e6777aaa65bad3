package dev.spectrum.gateway.tools;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Every tool that a tenant has, wherever it comes from, by name. Who may use which is not decided here. */
@ApplicationScoped
public class Catalogue {

    private static final Logger LOG = Logger.getLogger(Catalogue.class);

    private final NativeTools nativeTools;
    private final List<ToolSource> others;

    Catalogue(NativeTools nativeTools, @All List<ToolSource> sources) {
        this.nativeTools = nativeTools;
        this.others = sources.stream()
                .filter(source -> !(source instanceof NativeTools))
                .toList();
    }

    public Uni<Optional<CatalogueTool>> find(UUID tenantId, String name) {
        return byName(tenantId).map(tools -> Optional.ofNullable(tools.get(name)));
    }

    /** In the order of their names. */
    public Uni<Collection<CatalogueTool>> all(UUID tenantId) {
        return byName(tenantId).map(tools -> Collections.unmodifiableCollection(tools.values()));
    }

    /** A tool of the tenant's own choice takes the place of the native one of that name. */
    private Uni<Map<String, CatalogueTool>> byName(UUID tenantId) {
        Uni<Map<String, CatalogueTool>> found = nativeTools.tools(tenantId).map(Catalogue::index);
        for (ToolSource source : others) {
            found = found.chain(tools -> from(source, tenantId).map(from -> {
                tools.values()
                        .removeIf(tool -> from.insteadOfNative()
                                .contains(tool.definition().dataSource()));
                tools.putAll(index(from.tools()));
                return tools;
            }));
        }
        return found;
    }

    private record From(List<CatalogueTool> tools, Set<String> insteadOfNative) {}

    private static Uni<From> from(ToolSource source, UUID tenantId) {
        return Uni.createFrom()
                .deferred(() -> source.tools(tenantId))
                .chain(tools -> source.insteadOfNative(tenantId).map(instead -> new From(tools, instead)))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "The tools of %s are missing", source))
                .onFailure()
                .recoverWithItem(new From(List.of(), Set.of()));
    }

    private static Map<String, CatalogueTool> index(List<CatalogueTool> tools) {
        Map<String, CatalogueTool> byName = new TreeMap<>();
        tools.forEach(tool -> byName.put(tool.definition().name(), tool));
        return byName;
    }
}
