package dev.spectrum.outreach.suppressions.db;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.Suppressions;
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

@ApplicationScoped
class PanacheSuppressions implements Suppressions, PanacheRepositoryBase<SuppressionRow, UUID> {

    @Override
    public Uni<List<Suppression>> list(Optional<UUID> after, int limit) {
        return after.map(id -> find("deletedAt is null and id < ?1 order by id desc", id))
                .orElseGet(() -> find("deletedAt is null order by id desc"))
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(SuppressionRow::toSuppression).toList());
    }

    @Override
    public Uni<Optional<Suppression>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(SuppressionRow::toSuppression));
    }

    @Override
    public Uni<Optional<Suppression>> any(Channel channel, List<Suppressed> of) {
        return find(
                        "channel = ?1 and (kind = ?2 and value in ?3 or kind = ?4 and value in ?5) and deletedAt is"
                                + " null",
                        channel.word(),
                        column(Suppressed.Kind.ADDRESS),
                        values(of, Suppressed.Kind.ADDRESS),
                        column(Suppressed.Kind.DOMAIN),
                        values(of, Suppressed.Kind.DOMAIN))
                .<SuppressionRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(SuppressionRow::toSuppression));
    }

    @Override
    public Uni<List<Suppression>> all(Collection<Suppressed> of) {
        return of.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "select * from suppression where tenant_id = current_tenant() and deleted_at"
                                                + " is null and value = any(?1)",
                                        SuppressionRow.class)
                                .setParameter(
                                        1, of.stream().map(Suppressed::value).toArray(String[]::new))
                                .getResultList())
                        .map(rows ->
                                rows.stream().map(SuppressionRow::toSuppression).toList());
    }

    @Override
    public Uni<Suppression> add(Suppression suppression) {
        return insert(suppression)
                .chain(() -> any(suppression.channel(), List.of(suppression.suppressed())))
                .map(Optional::orElseThrow);
    }

    /** Two may come at once, of which one is to find the other's. */
    private static Uni<Integer> insert(Suppression suppression) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into suppression (tenant_id, id, channel, kind, value, reason, lead_id,"
                                    + " created_by, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, cast(nullif(?7, '') as"
                                    + " uuid), ?8, ?9) on conflict (tenant_id, channel, kind, value) where deleted_at"
                                    + " is null do nothing")
                        .setParameter(1, suppression.tenantId())
                        .setParameter(2, suppression.id())
                        .setParameter(3, suppression.channel().word())
                        .setParameter(4, column(suppression.suppressed().kind()))
                        .setParameter(5, suppression.suppressed().value())
                        .setParameter(6, suppression.reason())
                        .setParameter(
                                7, suppression.leadId().map(UUID::toString).orElse(""))
                        .setParameter(8, suppression.createdBy())
                        .setParameter(9, suppression.createdAt())
                        .executeUpdate());
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

    private Uni<SuppressionRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }

    private static List<String> values(List<Suppressed> of, Suppressed.Kind kind) {
        return of.stream()
                .filter(suppressed -> suppressed.kind() == kind)
                .map(Suppressed::value)
                .toList();
    }

    private static String column(Suppressed.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
