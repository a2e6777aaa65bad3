package dev.spectrum.gateway.calls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.gateway.tools.Catalogue;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What an agent's model is shown. It may call more than that: of many tools it is shown those that it has used most, and
 * {@code find_tools} for the rest, because a model chooses badly among too many and pays for each.
 */
@ApplicationScoped
public class OfferedTools {

    /** An agent with no more tools than this is shown them all. */
    private static final int MOST_SHOWN = 30;

    private final PermittedTools permittedTools;
    private final Catalogue catalogue;
    private final TenantTransaction transaction;
    private final UsedTools usedTools;
    /** What is shown should not change from one turn to the next: a model's server caches what it was told before. */
    private final Cache<AgentKey, List<String>> used = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(30))
            .build();

    OfferedTools(
            PermittedTools permittedTools, Catalogue catalogue, TenantTransaction transaction, UsedTools usedTools) {
        this.permittedTools = permittedTools;
        this.catalogue = catalogue;
        this.transaction = transaction;
        this.usedTools = usedTools;
    }

    private record AgentKey(UUID tenantId, String role) {}

    /**
     * In the order of their names: all that the caller may use, or for an agent with many a choice of them.
     *
     * @return empty if there is no such agent, or it is disabled
     */
    public Uni<Optional<List<CatalogueTool>>> list(Caller caller, Optional<String> agentRole) {
        return permittedTools.list(caller, agentRole).chain(found -> {
            boolean tooMany =
                    agentRole.isPresent() && found.isPresent() && found.get().size() > MOST_SHOWN;
            return tooMany
                    ? choose(new AgentKey(caller.tenantId(), agentRole.get()), found.get())
                            .map(Optional::of)
                    : Uni.createFrom().item(found);
        });
    }

    private Uni<List<CatalogueTool>> choose(AgentKey agent, List<CatalogueTool> permitted) {
        return catalogue
                .find(agent.tenantId(), FindTools.NAME)
                .chain(finder -> mostUsed(agent)
                        .map(names -> Stream.concat(
                                        finder.stream(),
                                        permitted.stream()
                                                .sorted(firstThoseOf(names))
                                                .limit(MOST_SHOWN
                                                        - finder.stream().count()))
                                .sorted(Comparator.comparing(
                                        tool -> tool.definition().name()))
                                .toList()));
    }

    /** Where the agent has used too few, the suite's own come before an upstream's: everybody knows what they do. */
    private static Comparator<CatalogueTool> firstThoseOf(List<String> names) {
        return Comparator.<CatalogueTool>comparingInt(tool -> {
                    int place = names.indexOf(tool.definition().name());
                    return place < 0 ? names.size() : place;
                })
                .thenComparing(tool -> tool.definition().annotations().openWorldHint())
                .thenComparing(tool -> tool.definition().name());
    }

    private Uni<List<String>> mostUsed(AgentKey agent) {
        List<String> known = used.getIfPresent(agent);
        return known != null
                ? Uni.createFrom().item(known)
                : transaction
                        .run(agent.tenantId(), () -> usedTools.mostUsed(agent.role(), MOST_SHOWN))
                        .invoke(names -> used.put(agent, names));
    }
}
