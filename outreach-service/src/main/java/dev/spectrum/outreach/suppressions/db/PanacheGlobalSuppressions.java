package dev.spectrum.outreach.suppressions.db;

import dev.spectrum.outreach.suppressions.GlobalSuppressions;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheGlobalSuppressions implements GlobalSuppressions, PanacheRepositoryBase<GlobalSuppressionRow, UUID> {

    @Override
    public Uni<List<Suppression>> list(Optional<UUID> after, int limit) {
        return after.map(id -> find("deletedAt is null and id < ?1 order by id desc", id))
                .orElseGet(() -> find("deletedAt is null order by id desc"))
                .page(0, limit)
                .list()
                .map(PanacheGlobalSuppressions::suppressions);
    }

    @Override
    public Uni<Optional<Suppression>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(GlobalSuppressionRow::toSuppression));
    }

    @Override
    public Uni<List<Suppression>> all(Collection<Suppressed> of) {
        return list(
                        "(kind = 'address' and value in ?1 or kind = 'domain' and value in ?2) and deletedAt is null",
                        PanacheSuppressions.values(of, Suppressed.Kind.ADDRESS),
                        PanacheSuppressions.values(of, Suppressed.Kind.DOMAIN))
                .map(PanacheGlobalSuppressions::suppressions);
    }

    @Override
    public Uni<Suppression> add(Suppression suppression) {
        return all(List.of(suppression.suppressed()))
                .map(found -> GlobalSuppressions.first(found, suppression.channel()))
                .chain(found -> found.map(there -> Uni.createFrom().item(there))
                        .orElseGet(() -> persistAndFlush(GlobalSuppressionRow.of(suppression))
                                .map(GlobalSuppressionRow::toSuppression)));
    }

    @Override
    public Uni<Void> delete(UUID id, String by) {
        return row(id).invoke(row -> {
                    row.deletedAt = Instant.now();
                    row.deletedBy = by;
                })
                .call(this::flush)
                .replaceWithVoid();
    }

    private Uni<GlobalSuppressionRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }

    private static List<Suppression> suppressions(List<GlobalSuppressionRow> rows) {
        return rows.stream().map(GlobalSuppressionRow::toSuppression).toList();
    }
}
