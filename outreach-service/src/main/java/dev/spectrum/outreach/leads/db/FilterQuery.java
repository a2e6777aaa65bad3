package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.domain.LeadFilter;
import io.quarkus.panache.common.Parameters;
import java.util.Locale;
import java.util.Map;

/** A filter as a condition of a query. */
final class FilterQuery {

    private final StringBuilder text = new StringBuilder("deletedAt is null");
    private final Parameters parameters = new Parameters();

    private FilterQuery() {}

    static FilterQuery of(LeadFilter filter) {
        FilterQuery query = new FilterQuery();
        filter.text()
                .ifPresent(words -> query.and(
                        "(lower(firstName || ' ' || lastName) like :text escape '!' or email like :text escape '!'"
                                + " or lower(company) like :text escape '!')",
                        "text",
                        "%" + words.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%"));
        if (!filter.tiers().isEmpty()) {
            query.and("alsTier in :tiers", "tiers", PanacheLeads.columns(filter.tiers()));
        }
        if (!filter.statuses().isEmpty()) {
            query.and("status in :statuses", "statuses", PanacheLeads.columns(filter.statuses()));
        }
        filter.list()
                .ifPresent(list -> query.and(
                        "id in (select m.leadId from ListMemberRow m, ListRow l where m.listId = l.id"
                                + " and l.name = :list and l.deletedAt is null)",
                        "list",
                        list));
        if (!filter.countries().isEmpty()) {
            query.and("country in :countries", "countries", filter.countries());
        }
        if (!filter.ids().isEmpty()) {
            query.and("id in :ids", "ids", filter.ids());
        }
        filter.scoreFrom().ifPresent(score -> query.and("alsScore >= :scoreFrom", "scoreFrom", score));
        filter.scoreTo().ifPresent(score -> query.and("alsScore <= :scoreTo", "scoreTo", score));
        int number = 0;
        for (Map.Entry<String, String> field : filter.custom().entrySet()) {
            String name = "custom" + number++;
            query.and(
                    "cast(sql('(? ->> ?)', custom, :" + name + ") as String) = :" + name + "value",
                    name,
                    field.getKey());
            query.parameters.and(name + "value", field.getValue());
        }
        return query;
    }

    void and(String condition, String name, Object value) {
        text.append(" and ").append(condition);
        parameters.and(name, value);
    }

    String text() {
        return text.toString();
    }

    Parameters parameters() {
        return parameters;
    }
}
