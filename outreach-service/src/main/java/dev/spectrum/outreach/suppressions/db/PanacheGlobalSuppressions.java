package dev.spectrum.outreach.suppressions.db;

import dev.spectrum.outreach.suppressions.GlobalSuppressions;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

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
        return addAll(List.of(suppression))
                .chain(() -> all(List.of(suppression.suppressed())))
                .map(found ->
                        GlobalSuppressions.first(found, suppression.channel()).orElseThrow());
    }

    /** In one statement, and two who say the same at once say it once. */
    @Override
    public Uni<Integer> addAll(List<Suppression> wanted) {
        return wanted.isEmpty()
                ? Uni.createFrom().item(0)
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "insert into global_suppression (id, channel, kind, value, reason, created_by,"
                                                + " created_at) select w.id, ?1, w.kind, w.value, w.reason, ?2, ?3 from"
                                                + " unnest(cast(?4 as uuid[]), cast(?5 as text[]), cast(?6 as text[]),"
                                                + " cast(?7 as text[])) w (id, kind, value, reason) on conflict (channel,"
                                                + " kind, value) where deleted_at is null do nothing")
                                .setParameter(1, wanted.getFirst().channel().word())
                                .setParameter(2, wanted.getFirst().createdBy())
                                .setParameter(3, wanted.getFirst().createdAt())
                                .setParameter(4, column(wanted, Suppression::id).toArray(UUID[]::new))
                                .setParameter(
                                        5,
                                        column(
                                                        wanted,
                                                        one -> one.suppressed()
                                                                .kind()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT))
                                                .toArray(String[]::new))
                                .setParameter(
                                        6,
                                        column(wanted, one -> one.suppressed().value())
                                                .toArray(String[]::new))
                                .setParameter(
                                        7, column(wanted, Suppression::reason).toArray(String[]::new))
                                .executeUpdate());
    }

    private static <T> Stream<T> column(List<Suppression> wanted, Function<Suppression, T> value) {
        return wanted.stream().map(value);
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
