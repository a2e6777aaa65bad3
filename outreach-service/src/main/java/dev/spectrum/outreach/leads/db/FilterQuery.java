package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.domain.LeadFilter;
import io.quarkus.panache.common.Parameters;
import java.util.Locale;

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
        filter.list().ifPresent(list -> query.and("array_position(lists, :list) > 0", "list", list));
        if (!filter.countries().isEmpty()) {
            query.and("country in :countries", "countries", filter.countries());
        }
        if (!filter.ids().isEmpty()) {
            query.and("id in :ids", "ids", filter.ids());
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
