package dev.spectrum.gateway.tools;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Where tools come from: a bean for each kind. It answers from memory or from PostgreSQL, never from outside the company,
 * and is asked outside of any transaction.
 */
public interface ToolSource {

    /**
     * What this tenant has from here, in any order. Asked every other second or so for a tenant that is at work, so it is
     * kept in memory, and known to have changed by something cheap. One that fails to answer hides its own tools, and no
     * others.
     */
    Uni<List<CatalogueTool>> tools(UUID tenantId);

    /** What this tenant has is not what it was: this process has just changed it. */
    default void changed(UUID tenantId) {}

    /** The interfaces that this tenant has from here instead: their native tools are gone, whether replaced or not. */
    default Uni<Set<String>> insteadOfNative(UUID tenantId) {
        return Uni.createFrom().item(Set.of());
    }
}
