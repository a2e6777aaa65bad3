package dev.spectrum.outreach.suppressions.db;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.GlobalSuppressions;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

@ApplicationScoped
class PanacheSuppressions implements Suppressions, PanacheRepositoryBase<SuppressionRow, UUID> {

    private final GlobalSuppressions global;

    PanacheSuppressions(GlobalSuppressions global) {
        this.global = global;
    }

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
        return all(of).map(found -> GlobalSuppressions.first(found, channel));
    }

    @Override
    public Uni<List<Suppression>> all(Collection<Suppressed> of) {
        return tenants(of)
                .chain(found -> global.all(of)
                        .map(more ->
                                Stream.concat(found.stream(), more.stream()).toList()));
    }

    private Uni<List<Suppression>> tenants(Collection<Suppressed> of) {
        return list(
                        "(kind = 'address' and value in ?1 or kind = 'domain' and value in ?2) and deletedAt is null",
                        values(of, Suppressed.Kind.ADDRESS),
                        values(of, Suppressed.Kind.DOMAIN))
                .map(rows -> rows.stream().map(SuppressionRow::toSuppression).toList());
    }

    /** Statement by statement would take a minute for a large file. */
    @Override
    public Uni<List<Suppression>> addAll(List<Suppression> wanted) {
        return wanted.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "insert into suppression (tenant_id, id, channel, kind, value, reason, created_by,"
                                                + " created_at) select ?1, w.id, ?2, w.kind, w.value, w.reason, ?3, ?4"
                                                + " from unnest(cast(?5 as uuid[]), cast(?6 as text[]), cast(?7 as text[]), cast(?8 as text[])) w (id, kind, value, reason)"
                                                + " on conflict (tenant_id, channel, kind, value) where deleted_at is null"
                                                + " do nothing returning id",
                                        UUID.class)
                                .setParameter(1, wanted.getFirst().tenantId())
                                .setParameter(2, wanted.getFirst().channel().word())
                                .setParameter(3, wanted.getFirst().createdBy())
                                .setParameter(4, wanted.getFirst().createdAt())
                                .setParameter(
                                        5, wanted.stream().map(Suppression::id).toArray(UUID[]::new))
                                .setParameter(
                                        6,
                                        wanted.stream()
                                                .map(one ->
                                                        column(one.suppressed().kind()))
                                                .toArray(String[]::new))
                                .setParameter(
                                        7,
                                        wanted.stream()
                                                .map(one -> one.suppressed().value())
                                                .toArray(String[]::new))
                                .setParameter(
                                        8,
                                        wanted.stream().map(Suppression::reason).toArray(String[]::new))
                                .getResultList())
                        .map(Set::copyOf)
                        .map(added -> wanted.stream()
                                .filter(one -> added.contains(one.id()))
                                .toList());
    }

    @Override
    public Uni<Suppression> add(Suppression suppression) {
        return insert(suppression)
                .chain(() -> tenants(List.of(suppression.suppressed())))
                .map(found ->
                        GlobalSuppressions.first(found, suppression.channel()).orElseThrow());
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

    static List<String> values(Collection<Suppressed> of, Suppressed.Kind kind) {
        return of.stream()
                .filter(suppressed -> suppressed.kind() == kind)
                .map(Suppressed::value)
                .toList();
    }

    private static String column(Suppressed.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
