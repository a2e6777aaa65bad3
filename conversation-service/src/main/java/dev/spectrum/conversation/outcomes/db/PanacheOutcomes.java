package dev.spectrum.conversation.outcomes.db;

import dev.spectrum.conversation.outcomes.Outcomes;
import dev.spectrum.conversation.outcomes.domain.Outcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheOutcomes implements Outcomes {

    private static final UUID FIRST = new UUID(0, 0);

    @Override
    public Uni<Void> add(UUID tenantId, Outcome outcome) {
        return Panache.getSession().chain(session -> session.persist(OutcomeRow.of(tenantId, outcome)));
    }

    @Override
    public Uni<List<Outcome>> of(UUID conversationId, Optional<UUID> after, int limit) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "from OutcomeRow where conversationId = ?1 and id > ?2 order by id", OutcomeRow.class)
                        .setParameter(1, conversationId)
                        .setParameter(2, after.orElse(FIRST))
                        .setMaxResults(limit)
                        .getResultList())
                .map(rows -> rows.stream().map(OutcomeRow::toOutcome).toList());
    }
}
