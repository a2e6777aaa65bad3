package dev.spectrum.gateway.upstreams.db;

import dev.spectrum.gateway.upstreams.Upstreams;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.gateway.upstreams.domain.UpstreamDefinition;
import dev.spectrum.platform.db.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheUpstreams implements Upstreams, PanacheRepositoryBase<UpstreamRow, UUID> {

    private static final String IS_THERE = "deletedAt is null";

    @Override
    public Uni<List<Upstream>> list(Optional<UUID> after, int limit) {
        var query = after.isEmpty()
                ? find(IS_THERE + " order by id")
                : find(IS_THERE + " and id > ?1 order by id", after.get());
        return query.page(0, limit)
                .list()
                .map(rows -> rows.stream().map(UpstreamRow::toUpstream).toList());
    }

    @Override
    public Uni<Optional<Upstream>> find(UUID id) {
        return row(id).map(row -> row.map(UpstreamRow::toUpstream));
    }

    private Uni<Optional<UpstreamRow>> row(UUID id) {
        return find(IS_THERE + " and id = ?1", id).firstResult().map(Optional::ofNullable);
    }

    @Override
    public Uni<Optional<Upstream>> lock(UUID id) {
        return find(IS_THERE + " and id = ?1", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(UpstreamRow::toUpstream));
    }

    @Override
    public Uni<Boolean> hasPrefix(String prefix) {
        return count(IS_THERE + " and prefix = ?1", prefix).map(found -> found > 0);
    }

    @Override
    public Uni<Upstream> add(
            UUID tenantId, UpstreamDefinition definition, boolean acceptDefinitions, String createdBy) {
        UpstreamRow row = UpstreamRow.of(tenantId, definition, acceptDefinitions, createdBy);
        return persistAndFlush(row)
                .call(() -> statement("insert into upstream_refresh (tenant_id, upstream_id, due_at, failure)"
                                + " values (current_tenant(), ?1, now() + interval '1 minute', '')")
                        .chain(insert -> insert.setParameter(1, row.id).executeUpdate()))
                .map(UpstreamRow::toUpstream);
    }

    @Override
    public Uni<Upstream> change(UUID id, UpstreamDefinition definition) {
        return findById(id).invoke(row -> row.put(definition)).call(this::flush).map(UpstreamRow::toUpstream);
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return findById(id)
                .invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .chain(() -> statement("delete from upstream_refresh where upstream_id = ?1"))
                .chain(delete -> delete.setParameter(1, id).executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<List<PinnedTool>> tools(UUID upstreamId) {
        return toolRows(upstreamId)
                .map(rows -> rows.stream().map(UpstreamToolRow::toTool).toList());
    }

    private static Uni<List<UpstreamToolRow>> toolRows(UUID upstreamId) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from UpstreamToolRow where upstreamId = ?1 order by name", UpstreamToolRow.class)
                        .setParameter(1, upstreamId)
                        .getResultList());
    }

    @Override
    public Uni<Map<Upstream, List<PinnedTool>>> inForce() {
        return find(IS_THERE + " order by id")
                .list()
                .chain(upstreams -> Panache.getSession()
                        .chain(session -> session.createQuery(
                                        "from UpstreamToolRow where upstreamId in ?1 and pinned is not null and not gone"
                                                + " order by name",
                                        UpstreamToolRow.class)
                                .setParameter(
                                        1, upstreams.stream().map(row -> row.id).toList())
                                .getResultList())
                        .map(tools -> group(upstreams, tools)));
    }

    private static Map<Upstream, List<PinnedTool>> group(List<UpstreamRow> upstreams, List<UpstreamToolRow> tools) {
        Map<Upstream, List<PinnedTool>> grouped = new LinkedHashMap<>();
        upstreams.forEach(upstream -> grouped.put(
                upstream.toUpstream(),
                tools.stream()
                        .filter(tool -> tool.upstreamId.equals(upstream.id))
                        .map(UpstreamToolRow::toTool)
                        .toList()));
        return grouped;
    }

    @Override
    public Uni<Void> keep(Upstream upstream, List<PinnedTool> tools, Optional<String> decidedBy) {
        return toolRows(upstream.id()).chain(rows -> {
            Map<String, UpstreamToolRow> known = new HashMap<>();
            rows.forEach(row -> known.put(row.tool, row));
            List<UpstreamToolRow> added = new ArrayList<>();
            for (PinnedTool tool : tools) {
                UpstreamToolRow row = known.get(tool.tool());
                if (row == null) {
                    added.add(UpstreamToolRow.of(upstream, tool, decidedBy));
                } else {
                    row.put(tool, decidedBy);
                }
            }
            return Rows.persist(added).chain(this::flush);
        });
    }

    @Override
    public Uni<Refreshed> lastRefresh(UUID upstreamId) {
        return statement("select refreshed_at, failure from upstream_refresh where upstream_id = ?1", Object[].class)
                .chain(select -> select.setParameter(1, upstreamId).getSingleResultOrNull())
                .map(row ->
                        row == null ? new Refreshed(null, "") : refreshed((OffsetDateTime) row[0], (String) row[1]));
    }

    private static Refreshed refreshed(@Nullable OffsetDateTime at, String failure) {
        return new Refreshed(at == null ? null : at.toInstant(), failure);
    }

    @Override
    public Uni<Void> refreshed(UUID upstreamId, String failure, Duration nextIn) {
        return statement("update upstream_refresh set failure = ?1, due_at = now() + make_interval(secs => ?2),"
                        + " refreshed_at = case when ?1 = '' then now() else refreshed_at end where upstream_id = ?3")
                .chain(update -> update.setParameter(1, failure)
                        .setParameter(2, (double) nextIn.toSeconds())
                        .setParameter(3, upstreamId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> catalogueChanged() {
        return statement("insert into upstream_change (tenant_id, changed_at) values (current_tenant(), now())"
                        + " on conflict (tenant_id) do update set changed_at = excluded.changed_at")
                .chain(Mutiny.MutationQuery::executeUpdate)
                .replaceWithVoid();
    }

    private static Uni<Mutiny.MutationQuery> statement(String sql) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql));
    }

    private static <T> Uni<Mutiny.SelectionQuery<T>> statement(String sql, Class<T> row) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql, row));
    }
}
