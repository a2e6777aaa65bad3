package dev.spectrum.outreach.activities.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.domain.Activity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheActivities implements Activities, PanacheRepositoryBase<ActivityRow, UUID> {

    /** Thousands in a statement: each column is an array of text. */
    private static final String INSERT = "insert into activity"
            + " (tenant_id, id, type, lead_id, campaign_id, touch_id, details, occurred_at) select ?1, cast(u.id as uuid), u.type,"
            + " cast(u.lead_id as uuid), cast(nullif(u.campaign_id, '') as uuid), cast(nullif(u.touch_id, '') as uuid),"
            + " cast(u.details as json), cast(u.occurred_at as timestamptz)"
            + " from unnest(cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]), cast(?5 as text[]),"
            + " cast(?6 as text[]), cast(?7 as text[]), cast(?8 as text[]))"
            + " as u(id, type, lead_id, campaign_id, touch_id, details, occurred_at)";

    private final ObjectMapper json;

    PanacheActivities(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<Void> add(UUID tenantId, List<Activity> activities) {
        return toAdd(tenantId, activities).get();
    }

    @Override
    public Supplier<Uni<Void>> toAdd(UUID tenantId, List<Activity> activities) {
        if (activities.isEmpty()) {
            return () -> Uni.createFrom().voidItem();
        }
        List<String[]> columns = List.of(
                column(activities, Activity::id),
                column(activities, activity -> ActivityRow.column(activity.type())),
                column(activities, Activity::leadId),
                column(activities, Activity::campaignId),
                column(activities, Activity::touchId),
                column(activities, activity -> write(activity.details())),
                column(activities, Activity::occurredAt));
        return () -> Panache.getSession()
                .chain(session -> {
                    var insert = session.createNativeQuery(INSERT).setParameter(1, tenantId);
                    for (int i = 0; i < columns.size(); i++) {
                        insert.setParameter(i + 2, columns.get(i));
                    }
                    return insert.executeUpdate();
                })
                .replaceWithVoid();
    }

    private static String[] column(List<Activity> activities, Function<Activity, @Nullable Object> value) {
        return activities.stream()
                .map(activity -> Objects.toString(value.apply(activity), ""))
                .toArray(String[]::new);
    }

    private String write(Map<String, Object> details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("An activity's details must be JSON", notSerialisable);
        }
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
