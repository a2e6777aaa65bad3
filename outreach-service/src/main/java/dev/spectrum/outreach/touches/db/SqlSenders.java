package dev.spectrum.outreach.touches.db;

import dev.spectrum.outreach.touches.MoveTouches;
import dev.spectrum.outreach.touches.SenderHealth;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** What touches say of their senders. */
@ApplicationScoped
class SqlSenders implements SenderHealth, MoveTouches {

    @Override
    public Uni<Seen> of(UUID senderId, Duration within) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select count(*), count(bounced_at), count(complained_at) from touch"
                                        + " where tenant_id = current_tenant() and sender_id = ?1 and status = 'sent'"
                                        + " and sent_at > now() - make_interval(secs => ?2)",
                                Object[].class)
                        .setParameter(1, senderId)
                        .setParameter(2, (double) within.toSeconds())
                        .getSingleResult())
                .map(row -> new Seen(
                        ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), ((Number) row[2]).longValue()));
    }

    @Override
    public Uni<Void> away(UUID senderId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("with moving as (select t.tenant_id, t.id, c.others,"
                                + " row_number() over (partition by t.campaign_id order by t.claimable_at, t.id) as n"
                                + " from touch t join (select c.id, array_agg(s.id) as others from campaign c"
                                + " join sender s on s.tenant_id = c.tenant_id and s.id = any(c.sender_ids)"
                                + " and s.deleted_at is null and s.paused_at is null and s.id <> ?1"
                                + " and s.channel = (select p.channel from sender p where p.tenant_id = s.tenant_id and p.id = ?1)"
                                + " where c.tenant_id = current_tenant() and ?1 = any(c.sender_ids) group by c.id) c"
                                + " on c.id = t.campaign_id"
                                + " where t.tenant_id = current_tenant() and t.sender_id = ?1"
                                + " and t.status = 'scheduled' and t.attempts = 0"
                                + " and not exists (select from touch o where o.tenant_id = t.tenant_id"
                                + " and o.lead_id = t.lead_id and o.sender_id = t.sender_id and o.status = 'sent'))"
                                + " update touch t set sender_id = m.others[1 + m.n % cardinality(m.others)],"
                                + " version = t.version + 1, updated_at = now() from moving m"
                                + " where t.tenant_id = m.tenant_id and t.id = m.id and t.status = 'scheduled'")
                        .setParameter(1, senderId)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
