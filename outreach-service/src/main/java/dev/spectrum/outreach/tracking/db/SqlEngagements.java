package dev.spectrum.outreach.tracking.db;

import dev.spectrum.outreach.tracking.Engagements;
import dev.spectrum.outreach.tracking.domain.Engagement;
import dev.spectrum.outreach.tracking.domain.EngagementKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class SqlEngagements implements Engagements {

    @Override
    public Uni<Boolean> record(Engagement engagement) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into engagement (tenant_id, touch_id, kind, campaign_id, lead_id, at)"
                                        + " values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing")
                        .setParameter(1, engagement.tenantId())
                        .setParameter(2, engagement.touchId())
                        .setParameter(3, engagement.kind().word())
                        .setParameter(4, engagement.campaignId())
                        .setParameter(5, engagement.leadId())
                        .setParameter(6, engagement.at())
                        .executeUpdate())
                .map(added -> added == 1);
    }

    @Override
    public Uni<Map<Way, Set<EngagementKind>>> of(Set<Way> ways) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select distinct campaign_id, lead_id, kind from engagement"
                                        + " where campaign_id = any(?1) and lead_id = any(?2)",
                                Object[].class)
                        .setParameter(
                                1, ways.stream().map(Way::campaignId).distinct().toArray(UUID[]::new))
                        .setParameter(
                                2, ways.stream().map(Way::leadId).distinct().toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> new Way((UUID) row[0], (UUID) row[1]),
                                Collectors.mapping(SqlEngagements::kind, Collectors.toSet()))));
    }

    private static EngagementKind kind(Object[] row) {
        return EngagementKind.valueOf(((String) row[2]).toUpperCase(Locale.ROOT));
    }

    @Override
    public Uni<Map<String, Long>> counts(UUID campaignId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select kind, count(*) from engagement where campaign_id = ?1 group by kind",
                                Object[].class)
                        .setParameter(1, campaignId)
                        .getResultList())
                .map(SqlEngagements::counts);
    }

    private static Map<String, Long> counts(List<Object[]> rows) {
        Map<String, Long> counts = new TreeMap<>();
        for (EngagementKind kind : EngagementKind.values()) {
            counts.put(kind.word(), 0L);
        }
        rows.forEach(row -> counts.put((String) row[0], ((Number) row[1]).longValue()));
        return counts;
    }
}
