package dev.spectrum.platform.db;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Many rows at once, in the current transaction. */
public final class Rows {

    private Rows() {}

    /** Persists entities in their order; none is fine, which the session's own {@code persistAll} is not. */
    public static Uni<Void> persist(List<?> entities) {
        return entities.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession().chain(session -> session.persistAll(entities.toArray()));
    }
}
