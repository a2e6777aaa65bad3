package dev.spectrum.conversation.erasure.db;

import dev.spectrum.conversation.erasure.Erasures;
import dev.spectrum.conversation.erasure.domain.Erasure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheErasures implements Erasures {

    @Override
    public Uni<Void> add(UUID tenantId, Erasure erasure) {
        return Panache.getSession().chain(session -> session.persist(ErasureRow.of(tenantId, erasure)));
    }

    @Override
    public Uni<Optional<Erasure>> find(UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(ErasureRow.class, id))
                .map(row -> Optional.ofNullable(row).map(ErasureRow::toErasure));
    }

    @Override
    public Uni<Optional<Erasure>> lastOf(String userId) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "from ErasureRow where userId = ?1 order by id desc", ErasureRow.class)
                        .setParameter(1, userId)
                        .setMaxResults(1)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(ErasureRow::toErasure));
    }
}
