package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.domain.Audience;
import dev.spectrum.outreach.leads.domain.LeadField;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Counts leads in one statement, whatever their number. */
final class AudienceQuery {

    /** By the index on values, a few steps for each lead. */
    private static final String SUPPRESSED = "cast(sql('(exists (select 1 from suppression s where s.tenant_id ="
            + " current_tenant() and s.deleted_at is null and s.channel = ''email'' and s.value = any(covering(?)))"
            + " or exists (select 1 from global_suppression g where g.deleted_at is null and g.channel = ''email''"
            + " and g.kind in (''address'', ''domain'') and g.value = any(covering(?))))', email, email) as Boolean) ="
            + " true";

    private final FilterQuery filter;
    private final List<LeadField> fields;
    private final String unreachable;

    AudienceQuery(LeadFilter filter, Set<LeadField> addresses, Set<LeadField> fields) {
        this.filter = FilterQuery.of(filter);
        this.fields = List.copyOf(fields);
        this.unreachable = addresses.stream().map(AudienceQuery::lacks).collect(Collectors.joining(" and ", "(", ")"));
    }

    Uni<Audience> count() {
        List<String> counted = new ArrayList<>(List.of(
                number("status in :closed"),
                number("status not in :closed and " + unreachable),
                number("status not in :closed and not " + unreachable + " and email <> '' and " + SUPPRESSED)));
        fields.forEach(field -> counted.add(number(lacks(field))));
        String text = "select count(*), " + String.join(", ", counted) + " from LeadRow where " + filter.text();
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.SelectionQuery<Object[]> query =
                            session.createQuery(text, Object[].class).setParameter("closed", closed());
                    filter.parameters().map().forEach(query::setParameter);
                    return query.getSingleResult();
                })
                .map(this::audience);
    }

    private Audience audience(Object[] row) {
        Map<LeadField, Integer> without = new EnumMap<>(LeadField.class);
        for (int i = 0; i < fields.size(); i++) {
            int lacking = number(row[4 + i]);
            if (lacking > 0) {
                without.put(fields.get(i), lacking);
            }
        }
        return new Audience(number(row[0]), number(row[1]), number(row[2]), number(row[3]), without);
    }

    private static int number(Object column) {
        return Math.toIntExact(((Number) column).longValue());
    }

    private static Set<String> closed() {
        return PanacheLeads.columns(
                Arrays.stream(LeadStatus.values()).filter(LeadStatus::isClosed).collect(Collectors.toSet()));
    }

    private static String number(String condition) {
        return "coalesce(sum(case when " + condition + " then 1 else 0 end), 0)";
    }

    private static String lacks(LeadField field) {
        return switch (field) {
            case FIRST_NAME -> "firstName = ''";
            case LAST_NAME -> "lastName = ''";
            case FULL_NAME -> "(firstName = '' and lastName = '')";
            case EMAIL -> "email = ''";
            case PHONE -> "phone = ''";
            case INTERNATIONAL_PHONE -> "phone not like '+%'";
            case LINKEDIN_URL -> "linkedinUrl = ''";
            case TITLE -> "title = ''";
            case COMPANY -> "company = ''";
            case WEBSITE -> "website = ''";
            case INDUSTRY -> "industry = ''";
            case CITY -> "city = ''";
            case COUNTRY -> "country = ''";
        };
    }
}
