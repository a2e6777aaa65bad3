package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.Contacts;
import dev.spectrum.gateway.crm.Opportunities;
import dev.spectrum.gateway.crm.OpportunitySearch;
import dev.spectrum.gateway.crm.domain.Opportunity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheOpportunities implements Opportunities, PanacheRepositoryBase<OpportunityRow, UUID> {

    private static final String PRESENT = "id = ?1 and deletedAt is null";

    private final Contacts contacts;

    PanacheOpportunities(Contacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public Uni<Optional<Opportunity>> find(UUID id) {
        return find(PRESENT, id).firstResult().chain(this::withContact);
    }

    @Override
    public Uni<Optional<Opportunity>> lock(UUID id) {
        return find(PRESENT, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .chain(this::withContact);
    }

    /** Nothing where its contact is gone. */
    private Uni<Optional<Opportunity>> withContact(@Nullable OpportunityRow row) {
        if (row == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return contacts.find(row.contactId).map(contact -> contact.map(row::toOpportunity));
    }

    @Override
    public Uni<List<Opportunity>> search(OpportunitySearch search) {
        Map<String, Object> parameters = new HashMap<>();
        String query = query(search, parameters);
        return Panache.getSession()
                .chain(session -> {
                    var selection = session.createSelectionQuery(query, Object[].class);
                    parameters.forEach(selection::setParameter);
                    return selection.setMaxResults(search.limit()).getResultList();
                })
                .map(rows -> rows.stream()
                        .map(row -> ((OpportunityRow) row[0]).toOpportunity(((ContactRow) row[1]).toContact()))
                        .toList());
    }

    /** Its parameters are put into the map. */
    private static String query(OpportunitySearch search, Map<String, Object> parameters) {
        StringBuilder query = new StringBuilder("select o, c from OpportunityRow o join ContactRow c"
                + " on c.id = o.contactId and c.deletedAt is null where o.deletedAt is null");
        for (int i = 0; i < search.words().size(); i++) {
            query.append(" and (locate(:word")
                    .append(i)
                    .append(", o.searchText) > 0 or locate(:word")
                    .append(i)
                    .append(", c.searchText) > 0)");
            parameters.put("word" + i, search.words().get(i));
        }
        search.stage().ifPresent(stage -> {
            query.append(" and o.stage = :stage");
            parameters.put("stage", stage.name().toLowerCase(Locale.ROOT));
        });
        search.contactStatus().ifPresent(status -> {
            query.append(" and c.status = :status");
            parameters.put("status", status.name().toLowerCase(Locale.ROOT));
        });
        if (search.openOnly()) {
            query.append(" and o.stage not in ('won', 'lost')");
        }
        search.closingBefore().ifPresent(day -> {
            query.append(" and o.expectedCloseAt < :closingBefore");
            parameters.put("closingBefore", day);
        });
        search.minValueUsd().ifPresent(value -> {
            query.append(" and o.valueUsd >= :minValue");
            parameters.put("minValue", value);
        });
        search.contactId().ifPresent(contact -> {
            query.append(" and o.contactId = :contact");
            parameters.put("contact", contact);
        });
        return query
                + (search.sort() == OpportunitySearch.Sort.EXPECTED_VALUE
                        ? byExpectedValue(search, parameters)
                        : byClosingDate(search, parameters));
    }

    private static String byExpectedValue(OpportunitySearch search, Map<String, Object> parameters) {
        String order = " order by o.expectedValueUsd desc, o.id";
        return search.after()
                .map(place -> {
                    parameters.put("value", place.expectedValueUsd());
                    parameters.put("id", place.id());
                    return " and (o.expectedValueUsd < :value or o.expectedValueUsd = :value and o.id > :id)" + order;
                })
                .orElse(order);
    }

    private static String byClosingDate(OpportunitySearch search, Map<String, Object> parameters) {
        String day = "coalesce(o.expectedCloseAt, :never)";
        String order = " order by " + day + ", o.id";
        parameters.put("never", NEVER);
        return search.after()
                .map(place -> {
                    parameters.put("day", place.expectedCloseAt());
                    parameters.put("id", place.id());
                    return " and (" + day + " > :day or " + day + " = :day and o.id > :id)" + order;
                })
                .orElse(order);
    }

    @Override
    public Uni<Void> add(UUID tenantId, Opportunity opportunity) {
        return persist(OpportunityRow.of(tenantId, opportunity)).replaceWithVoid();
    }

    @Override
    public Uni<Void> change(Opportunity opportunity) {
        return find(PRESENT, opportunity.id())
                .firstResult()
                .invoke(row -> row.put(opportunity))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(UUID id) {
        return update("deletedAt = ?2 where " + PRESENT, id, Instant.now()).replaceWithVoid();
    }
}
