package dev.spectrum.outreach.touches.db;

import dev.spectrum.outreach.campaigns.HeldTouches;
import dev.spectrum.outreach.campaigns.TouchCounts;
import dev.spectrum.outreach.touches.Touches;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import dev.spectrum.outreach.tracking.TrackedTouches;
import dev.spectrum.platform.db.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheTouches
        implements Touches, TouchCounts, HeldTouches, TrackedTouches, PanacheRepositoryBase<TouchRow, UUID> {

    @Override
    public Uni<Void> add(List<Touch> planned) {
        return Rows.persist(planned.stream().map(TouchRow::of).toList());
    }

    @Override
    public Uni<List<Touch>> list(UUID campaignId, Optional<TouchStatus> status, Optional<UUID> after, int limit) {
        StringBuilder query = new StringBuilder("campaignId = :campaign");
        Parameters parameters = Parameters.with("campaign", campaignId);
        status.ifPresent(wanted -> {
            query.append(" and status = :status");
            parameters.and("status", wanted.word());
        });
        after.ifPresent(id -> {
            query.append(" and id > :after");
            parameters.and("after", id);
        });
        return find(query + " order by id", parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(TouchRow::toTouch).toList());
    }

    @Override
    public Uni<Optional<Touch>> lockClaimed(UUID id, UUID claim) {
        return find(
                        "id = ?1 and claimedBy = ?2 and status in ?3",
                        id,
                        claim,
                        Set.of(TouchStatus.SCHEDULED.word(), TouchStatus.SENDING.word()))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<TouchRow>firstResult()
                .map(PanacheTouches::touch);
    }

    @Override
    public Uni<Optional<Touch>> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(PanacheTouches::touch);
    }

    @Override
    public Uni<Set<UUID>> leadsAt(UUID campaignId, int step, Collection<UUID> leadIds) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select leadId from TouchRow where campaignId = ?1 and step = ?2 and leadId in ?3",
                                UUID.class)
                        .setParameter(1, campaignId)
                        .setParameter(2, step)
                        .setParameter(3, leadIds)
                        .getResultList())
                .map(Set::copyOf);
    }

    @Override
    public Uni<Void> save(Touch touch) {
        return findById(touch.id()).invoke(row -> row.put(touch)).replaceWithVoid();
    }

    @Override
    public Uni<List<String>> thread(UUID leadId, UUID senderId) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select messageId from TouchRow where leadId = ?1 and senderId = ?2 and status = 'sent' and messageId <> ''"
                                        + " order by sentAt, id",
                                String.class)
                        .setParameter(1, leadId)
                        .setParameter(2, senderId)
                        .getResultList());
    }

    @Override
    public Uni<Map<UUID, UUID>> lastSenders(Collection<UUID> leadIds, Collection<UUID> senderIds) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select distinct on (lead_id) lead_id, sender_id from touch"
                                        + " where status = 'sent' and lead_id = any(?1) and sender_id = any(?2)"
                                        + " order by lead_id, sent_at desc",
                                Object[].class)
                        .setParameter(1, leadIds.toArray(UUID[]::new))
                        .setParameter(2, senderIds.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (UUID) row[1])));
    }

    @Override
    public Uni<Map<String, Long>> of(UUID campaignId) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select status, count(*) from TouchRow where campaignId = ?1 group by status",
                                Object[].class)
                        .setParameter(1, campaignId)
                        .getResultList())
                .map(PanacheTouches::counts);
    }

    /** Every status is named, whether or not there is any. */
    private static Map<String, Long> counts(List<Object[]> rows) {
        Map<String, Long> counts = new TreeMap<>();
        for (TouchStatus status : TouchStatus.values()) {
            counts.put(status.word(), 0L);
        }
        rows.forEach(row -> counts.put((String) row[0], (Long) row[1]));
        return counts;
    }

    @Override
    public Uni<Void> release(UUID campaignId) {
        return update(
                        "status = ?1, claimableAt = dueAt, code = '', reason = '', version = version + 1"
                                + " where campaignId = ?2 and status = ?3",
                        TouchStatus.SCHEDULED.word(),
                        campaignId,
                        TouchStatus.HELD.word())
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Tracked>> find(UUID touchId) {
        return Panache.getSession()
                .chain(session -> session.find(TouchRow.class, touchId))
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new Tracked(found.campaignId, found.leadId, Optional.ofNullable(found.sentAt))));
    }

    private static Optional<Touch> touch(@Nullable TouchRow row) {
        return Optional.ofNullable(row).map(TouchRow::toTouch);
    }
}
