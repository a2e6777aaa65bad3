package dev.spectrum.outreach.touches.db;

import static dev.spectrum.outreach.touches.db.TouchColumns.constant;
import static dev.spectrum.outreach.touches.db.TouchColumns.maybe;
import static dev.spectrum.outreach.touches.db.TouchColumns.time;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.LimitUse;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SendingLimit;
import dev.spectrum.outreach.touches.SendQueue;
import dev.spectrum.outreach.touches.domain.Recipient;
import dev.spectrum.outreach.touches.domain.Touch;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queue in PostgreSQL: many rows in a statement, taken apart from one JSON parameter. */
@ApplicationScoped
class SqlSendQueue implements SendQueue {

    private static final String READY =
            "with heeded as (delete from sender_wake where tenant_id = current_tenant() and sender_id = any(?1))"
                    + " select q.sender_id, coalesce(nullif(s.pool, ''), cast(s.id as text)), coalesce((select"
                    + " max(o.daily_limit) from sender o where o.tenant_id = q.tenant_id and o.pool = s.pool and"
                    + " o.deleted_at is null), 0), greatest(q.paced_until, timestamptz '2000-01-01'), clock_timestamp()"
                    + " from sender_queue q join sender s on s.tenant_id = q.tenant_id and s.id = q.sender_id where"
                    + " q.tenant_id = current_tenant() and q.sender_id = any(?1)";

    private static final String USED = "select l.subject, coalesce(u.used, 0),"
            // The end of the use after which fewer than all are left.
            + " case when u.used >= l.most then (select min(f.until) from (select until, u.used - sum(used) over"
            + " (order by until) as still from limit_use where tenant_id = current_tenant() and subject = l.subject"
            + " and until > cast(cast(?2 as text) as timestamptz)) f where f.still < l.most) end from"
            + " jsonb_to_recordset(cast(cast(?1 as text) as jsonb)) as l (subject text, most int) left join lateral"
            + " (select sum(used) as used from limit_use where tenant_id = current_tenant() and subject = l.subject"
            + " and until > cast(cast(?2 as text) as timestamptz)) u on true";

    private static final String TAKE = "select " + TouchColumns.SELECTED + ", l.id, l.first_name, l.last_name, l.email,"
            + " l.personal_email, l.phone, l.title, l.company, l.website, l.industry, l.employees, l.country,"
            + " l.city, l.linkedin_url, l.time_zone, l.email_verified, l.job_started_at, l.hiring, l.funded_at,"
            + " '[]', cast(l.custom as text), l.status, case when t.message is null"
            + " then (select string_agg(o.message_id, ' ' order by o.sent_at, o.id) from touch o where o.tenant_id"
            + " = t.tenant_id and o.lead_id = t.lead_id and o.sender_id = t.sender_id and o.status = 'sent' and o.message_id <> '') end,"
            + " (select case when o.complained_at is not null then 'complained' when o.bounced_at is not null then"
            + " 'bounced' else 'replied' end from touch o where o.tenant_id = t.tenant_id and o.lead_id ="
            + " t.lead_id and o.campaign_id = t.campaign_id and (o.replied_at is not null or o.bounced_at is not"
            + " null or o.complained_at is not null) limit 1) from jsonb_to_recordset(cast(cast(?1 as text) as"
            + " jsonb)) as w (sender_id uuid, most int) cross join lateral (select * from touch d where"
            + " d.tenant_id = current_tenant() and d.sender_id = w.sender_id and d.status in ('scheduled',"
            + " 'sending') and d.claimable_at <= cast(cast(?2 as text) as timestamptz) order by d.claimable_at"
            + " limit w.most for update skip locked) t left join lead l on l.tenant_id = t.tenant_id and l.id ="
            + " t.lead_id and l.deleted_at is null";

    private static final String USE =
            "insert into limit_use (tenant_id, subject, until, used) select current_tenant(), subject, until, number"
                    + " from jsonb_to_recordset(cast(cast(?1 as text) as jsonb)) as u (subject text, until timestamptz,"
                    + " number int) where number > 0 on conflict (tenant_id, subject, until) do update set used ="
                    + " limit_use.used + excluded.used";

    private static final String GIVE_BACK = "update limit_use l set used = greatest(0, l.used + u.number) from"
            + " jsonb_to_recordset(cast(cast(?1 as text) as jsonb)) as u (subject text, until timestamptz, number int)"
            + " where u.number < 0 and l.tenant_id = current_tenant() and l.subject = u.subject and l.until = u.until";

    /** What is over counts for nobody any more. */
    private static final String FORGET = "delete from limit_use where tenant_id = current_tenant() and until < now()"
            + " and subject in (select subject from jsonb_to_recordset(cast(cast(?1 as text) as jsonb)) as u (subject"
            + " text))";

    private static final String LOOK_AGAIN =
            "update sender_queue q set paced_until = n.paced_until, full_until = n.full_until, next_at ="
                    + " greatest(n.paced_until, n.full_until, coalesce((select min(t.claimable_at) from touch t where"
                    + " t.tenant_id = q.tenant_id and t.sender_id = q.sender_id and t.status in ('scheduled', 'sending')),"
                    + " 'infinity')) from jsonb_to_recordset(cast(cast(?1 as text) as jsonb)) as n (sender_id uuid,"
                    + " paced_until timestamptz, full_until timestamptz) where q.tenant_id = current_tenant() and"
                    + " q.sender_id = n.sender_id";

    /** Its plans are kept: each has to be the one by the index, for any number of rows. */
    private static final String BY_KEYS = Stream.of(
                    "enable_seqscan', 'off'",
                    "enable_hashjoin', 'off'",
                    "enable_mergejoin', 'off'",
                    "plan_cache_mode', 'force_generic_plan'")
            .map(setting -> "set_config('" + setting + ", true)")
            .collect(Collectors.joining(" || ", "select ", ""));

    private final ObjectMapper json;
    private final Senders senders;

    SqlSendQueue(ObjectMapper json, Senders senders) {
        this.json = json;
        this.senders = senders;
    }

    @Override
    public Uni<Void> lookByKeys() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(BY_KEYS, String.class).getSingleResult())
                .replaceWithVoid();
    }

    @Override
    public Uni<List<UUID>> holdReadySenders(int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select sender_id from hold_ready_senders(?1)", UUID.class)
                        .setParameter(1, most)
                        .getResultList());
    }

    @Override
    public Uni<List<Ready>> ready(Collection<UUID> senderIds) {
        return senders.all(senderIds)
                .map(found -> found.stream().collect(Collectors.toMap(Sender::id, Function.identity())))
                .chain(found -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(READY, Object[].class)
                                .setParameter(1, senderIds.toArray(UUID[]::new))
                                .getResultList())
                        .map(rows -> rows.stream()
                                .map(row -> new Ready(
                                        (UUID) row[0],
                                        Optional.ofNullable(found.get((UUID) row[0])),
                                        (String) row[1],
                                        ((Number) row[2]).intValue(),
                                        time(row[3]),
                                        time(row[4])))
                                .toList()));
    }

    @Override
    public Uni<Map<String, LimitUse>> used(Collection<SendingLimit> limits, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(USED, Object[].class)
                        .setParameter(1, write(limits))
                        .setParameter(2, now.toString())
                        .getResultList())
                .map(rows -> {
                    Map<String, LimitUse> used = new HashMap<>();
                    rows.forEach(row -> used.put(
                            (String) row[0],
                            new LimitUse(((Number) row[1]).intValue(), maybe(row[2], TouchColumns::time))));
                    return used;
                });
    }

    @Override
    public Uni<List<Due>> take(Collection<Wanted> wanted, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE, Object[].class)
                        .setParameter(1, write(wanted))
                        .setParameter(2, now.toString())
                        .getResultList())
                .map(rows -> rows.stream().map(this::due).toList());
    }

    @Override
    public Uni<Void> use(Collection<Use> uses) {
        return uses.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(uses.stream().anyMatch(use -> use.number() > 0) ? USE : GIVE_BACK, uses)
                        .chain(() -> execute(FORGET, uses));
    }

    @Override
    public Uni<Void> lookAgain(Collection<Next> next) {
        return execute(LOOK_AGAIN, next);
    }

    @Override
    public Uni<Void> wake(Collection<UUID> senderIds) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("insert into sender_wake (tenant_id, sender_id)"
                                + " select current_tenant(), s from unnest(cast(?1 as uuid[])) s")
                        .setParameter(1, senderIds.toArray(UUID[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Void> execute(String statement, Collection<?> rows) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement)
                        .setParameter(1, write(rows))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Due due(Object[] row) {
        Touch touch = TouchColumns.touch(row, json);
        return new Due(
                touch,
                maybe(row[19], id -> recipient((UUID) id, row)),
                maybe(row[41], ids -> List.of(((String) ids).split(" "))).orElse(List.of()),
                maybe(row[42], String.class::cast));
    }

    private Recipient recipient(UUID id, Object[] row) {
        LeadProfile profile = new LeadProfile(
                (String) row[20],
                (String) row[21],
                (String) row[22],
                (String) row[23],
                (String) row[24],
                (String) row[25],
                (String) row[26],
                (String) row[27],
                (String) row[28],
                maybe(row[29], Integer.class::cast),
                (String) row[30],
                (String) row[31],
                (String) row[32],
                (String) row[33],
                maybe(row[34], Boolean.class::cast),
                maybe(row[35], LocalDate.class::cast),
                maybe(row[36], Boolean.class::cast),
                maybe(row[37], LocalDate.class::cast),
                read(row[38], new TypeReference<List<String>>() {}),
                read(row[39], new TypeReference<Map<String, Object>>() {}));
        return new Recipient(id, profile, LeadStatus.valueOf(constant(row[40])));
    }

    private <T> T read(Object column, TypeReference<T> type) {
        try {
            return Objects.requireNonNull(json.readValue((String) column, type));
        } catch (JsonProcessingException notWrittenHere) {
            throw new IllegalStateException("A column can't be understood", notWrittenHere);
        }
    }

    private String write(Object rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Ids, texts and times are JSON", impossible);
        }
    }
}
