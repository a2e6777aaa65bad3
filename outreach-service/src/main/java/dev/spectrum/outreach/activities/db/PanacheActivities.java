package dev.spectrum.outreach.activities.db;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.platform.db.Rows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheActivities implements Activities, PanacheRepositoryBase<ActivityRow, UUID> {

    @Override
    public Uni<Void> add(UUID tenantId, List<Activity> activities) {
        return Rows.persist(activities.stream()
                .map(activity -> ActivityRow.of(tenantId, activity))
                .toList());
    }

    @Override
    public Uni<List<Activity>> list(Filter filter, Optional<UUID> after, int limit) {
        StringBuilder where = new StringBuilder("1 = 1");
        Parameters parameters = new Parameters();
        filter.leadId().ifPresent(id -> {
            where.append(" and leadId = :lead");
            parameters.and("lead", id);
        });
        filter.campaignId().ifPresent(id -> {
            where.append(" and campaignId = :campaign");
            parameters.and("campaign", id);
        });
        filter.type().ifPresent(type -> {
            where.append(" and type = :type");
            parameters.and("type", ActivityRow.column(type));
        });
        after.ifPresent(id -> {
            where.append(" and id < :after");
            parameters.and("after", id);
        });
        return find(where + " order by id desc", parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(ActivityRow::toActivity).toList());
    }
}
