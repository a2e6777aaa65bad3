package dev.spectrum.outreach.touches.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.campaigns.HeldTouches;
import dev.spectrum.outreach.campaigns.TouchCounts;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.touches.Touches;
import dev.spectrum.outreach.touches.domain.Happening;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import dev.spectrum.outreach.tracking.Engagements;
import dev.spectrum.outreach.tracking.domain.EngagementKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheTouches implements Touches, TouchCounts, HeldTouches, Engagements, PanacheRepositoryBase<TouchRow, UUID> {

    private static final String LOCK =
            "select " + TouchColumns.SELECTED + ", t.claimed_by from touch t where t.tenant_id ="
                    + " current_tenant() and t.id = any(?1) order by t.id for update";

    private final ObjectMapper json;

    PanacheTouches(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<Void> add(List<Touch> planned) {
        if (planned.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<TouchPlan> plans = planned.stream().map(Touch::plan).toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TouchColumns.INSERT)
                        .setParameter(1, column(plans, TouchPlan::id, UUID[]::new))
                        .setParameter(2, column(plans, TouchPlan::campaignId, UUID[]::new))
                        .setParameter(3, column(plans, TouchPlan::step, Integer[]::new))
                        .setParameter(4, column(plans, TouchPlan::leadId, UUID[]::new))
                        .setParameter(5, column(plans, TouchPlan::senderId, UUID[]::new))
                        .setParameter(6, column(plans, plan -> plan.channel().word(), String[]::new))
                        .setParameter(7, column(plans, TouchPlan::variant, String[]::new))
                        .setParameter(8, column(plans, plan -> plan.dueAt().toString(), String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static <T> T[] column(List<TouchPlan> plans, Function<TouchPlan, T> value, IntFunction<T[]> array) {
        return plans.stream().map(value).toArray(array);
    }

    @Override
    public Uni<List<Touch>> list(
            Optional<UUID> campaignId, Optional<TouchStatus> status, Optional<UUID> after, int limit) {
        StringBuilder query = new StringBuilder("1 = 1");
        Parameters parameters = new Parameters();
        campaignId.ifPresent(id -> {
            query.append(" and campaignId = :campaign");
            parameters.and("campaign", id);
        });
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
    public Uni<Optional<Touch>> find(UUID id) {
        // Whoever locks it afterwards has to see what it is then.
        return Panache.getSession()
                .chain(session -> session.find(TouchRow.class, id).invoke(row -> {
                    if (row != null) {
                        session.detach(row);
                    }
                }))
                .map(row -> Optional.ofNullable(row).map(TouchRow::toTouch));
    }

    @Override
    public Uni<List<Held>> lock(Collection<UUID> ids) {
        // In one order, so that two who lock some of the same wait for each other and do not deadlock.
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, Object[].class)
                        .setParameter(1, ids.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Held(TouchColumns.touch(row, json), (UUID) row[TouchColumns.COUNT]))
                        .toList());
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
    public Uni<Void> save(Collection<Touch> touches, @Nullable UUID claim) {
        if (touches.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // A claim alone writes messages down.
        List<TouchChange> changes = touches.stream()
                .map(touch -> TouchChange.of(touch, claim == null))
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TouchChange.SAVE)
                        .setParameter(1, write(changes))
                        .setParameter(2, claim == null ? "" : claim.toString())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private String write(List<TouchChange> changes) {
        try {
            return json.writeValueAsString(changes);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A touch is JSON", impossible);
        }
    }

    @Override
    public Uni<Boolean> mark(UUID id, Happening what, Instant at) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("update touch set " + what.column()
                                + " = ?2, version = version + 1, updated_at = now() where tenant_id = current_tenant()"
                                + " and id = ?1 and " + what.column() + " is null")
                        .setParameter(1, id)
                        .setParameter(2, at)
                        .executeUpdate())
                .map(marked -> marked == 1);
    }

    @Override
    public Uni<Void> textWritten(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update touch set text_written = true where tenant_id = current_tenant() and id = ?1")
                        .setParameter(1, id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> lookAtOnce(UUID campaignId, UUID leadId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update touch set claimable_at = least(claimable_at, now()) where tenant_id ="
                                        + " current_tenant() and campaign_id = ?1 and lead_id = ?2 and status ="
                                        + " 'scheduled'")
                        .setParameter(1, campaignId)
                        .setParameter(2, leadId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Touch>> lastSentTo(UUID leadId, Channel channel) {
        return find(
                        "leadId = ?1 and status = ?2 and channel = ?3 order by sentAt desc",
                        leadId,
                        TouchStatus.SENT.word(),
                        channel.word())
                .<TouchRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(TouchRow::toTouch));
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
    public Uni<Map<Way, Set<EngagementKind>>> of(Set<Way> ways) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select campaign_id, lead_id, bool_or(opened_at is not null), bool_or(clicked_at is not"
                                        + " null), bool_or(replied_at is not null) from touch where tenant_id ="
                                        + " current_tenant() and campaign_id = any(?1) and lead_id = any(?2)"
                                        + " group by campaign_id, lead_id",
                                Object[].class)
                        .setParameter(
                                1, ways.stream().map(Way::campaignId).distinct().toArray(UUID[]::new))
                        .setParameter(
                                2, ways.stream().map(Way::leadId).distinct().toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> new Way((UUID) row[0], (UUID) row[1]), PanacheTouches::engagement)));
    }

    /** From the third column on, in the order of the kinds. */
    private static Set<EngagementKind> engagement(Object[] row) {
        return Arrays.stream(EngagementKind.values())
                .filter(kind -> (Boolean) row[2 + kind.ordinal()])
                .collect(Collectors.toSet());
    }

    @Override
    public Uni<Map<String, Long>> engagement(UUID campaignId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select count(opened_at), count(clicked_at), count(replied_at) from touch where tenant_id"
                                        + " = current_tenant() and campaign_id = ?1",
                                Object[].class)
                        .setParameter(1, campaignId)
                        .getSingleResult())
                .map(row -> Arrays.stream(EngagementKind.values())
                        .collect(Collectors.toMap(
                                EngagementKind::word, kind -> ((Number) row[kind.ordinal()]).longValue())));
    }
}
