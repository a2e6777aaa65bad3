package dev.spectrum.outreach.leads.db;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Audience;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadField;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@ApplicationScoped
class PanacheLeads implements Leads, PanacheRepositoryBase<LeadRow, UUID> {

    /**
     * Looks for each key by itself, and so by that key's index: what the partial indexes say stands here too. Of a tenant that
     * is new since the last ANALYZE PostgreSQL expects hardly a row; asked for many keys at once it would read all its leads.
     */
    /** A switchboard may be everybody's in a company. */
    private static final int SHARING_A_NUMBER = 100;

    private static final String SHARING_A_KEY = Stream.of("email", "linkedin_url", "phone")
            .map(key -> "select cast(found.id as text) from unnest(cast(?%d as text[])) as k(value) cross join lateral"
                    + " (select id from lead where deleted_at is null and " + key + " <> '' and " + key
                    + " = k.value limit 1000) found")
            .collect(Collectors.joining(" union all "))
            .formatted(1, 2, 3);

    /**
     * What follows in the transaction was perhaps planned while there were no leads, when reading all of them was the fastest
     * way to look for one.
     */
    private static final String LOCK =
            "select cast(pg_advisory_xact_lock(hashtextextended('outreach.lead ' || ?1, 0)) as text)"
                    + " || set_config('plan_cache_mode', 'force_custom_plan', true)"
                    + " || set_config('enable_seqscan', 'off', true)";

    private final LeadColumns columns;

    PanacheLeads(ObjectMapper json) {
        this.columns = new LeadColumns(json);
    }

    @Override
    public Uni<List<Lead>> list(LeadFilter filter, Optional<UUID> after, int limit) {
        FilterQuery query = FilterQuery.of(filter);
        after.ifPresent(id -> query.and("id < :after", "after", id));
        return leads(query.text() + " order by id desc", query.parameters(), limit);
    }

    @Override
    public Uni<List<Lead>> listOldestFirst(LeadFilter filter, Optional<UUID> after, int limit) {
        FilterQuery query = FilterQuery.of(filter);
        after.ifPresent(id -> query.and("id > :after", "after", id));
        return leads(query.text() + " order by id", query.parameters(), limit);
    }

    @Override
    public Uni<List<UUID>> idsOldestFirst(LeadFilter filter, Optional<UUID> after, int limit) {
        FilterQuery query = FilterQuery.of(filter);
        after.ifPresent(id -> query.and("id > :after", "after", id));
        return Panache.getSession().chain(session -> {
            var ids = session.createQuery("select id from LeadRow where " + query.text() + " order by id", UUID.class);
            query.parameters().map().forEach(ids::setParameter);
            return ids.setMaxResults(limit).getResultList();
        });
    }

    private Uni<List<Lead>> leads(String query, Parameters parameters, int limit) {
        return find(query, parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(LeadRow::toLead).toList());
    }

    @Override
    public Uni<Optional<Lead>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(LeadRow::toLead));
    }

    @Override
    public Uni<Optional<Lead>> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .map(row -> Optional.ofNullable(row)
                        .filter(there -> there.deletedAt == null)
                        .map(LeadRow::toLead));
    }

    @Override
    public Uni<Audience> audience(LeadFilter filter, Set<LeadField> addresses, Set<LeadField> fields) {
        return new AudienceQuery(filter, addresses, fields).count();
    }

    @Override
    public Uni<Optional<Lead>> withEmail(String email) {
        return find("email = ?1 and deletedAt is null", email)
                .<LeadRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(LeadRow::toLead));
    }

    @Override
    public Uni<List<Lead>> withPhone(String number) {
        return find("phone = ?1 and deletedAt is null order by id", number)
                .page(0, SHARING_A_NUMBER)
                .<LeadRow>list()
                .map(rows -> rows.stream().map(LeadRow::toLead).toList());
    }

    @Override
    public Uni<List<Lead>> sharingAKeyWith(Collection<LeadProfile> profiles) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SHARING_A_KEY, String.class)
                        .setParameter(1, values(profiles, LeadProfile::email))
                        .setParameter(2, values(profiles, LeadProfile::linkedinUrl))
                        .setParameter(3, values(profiles, LeadProfile::phone))
                        .getResultList())
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : find(
                                        "id in ?1",
                                        ids.stream()
                                                .map(UUID::fromString)
                                                .distinct()
                                                .toList())
                                .list()
                                .map(rows -> rows.stream().map(LeadRow::toLead).toList()));
    }

    private static String[] values(Collection<LeadProfile> profiles, Function<LeadProfile, String> key) {
        return profiles.stream()
                .map(key)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }

    @Override
    public Uni<Void> lockAgainstDuplicates(UUID tenantId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, String.class)
                        .setParameter(1, tenantId.toString())
                        .getSingleResult())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> add(List<Lead> leads) {
        return toAdd(leads).get();
    }

    @Override
    public Supplier<Uni<Void>> toAdd(List<Lead> leads) {
        if (leads.isEmpty()) {
            return () -> Uni.createFrom().voidItem();
        }
        List<String[]> values = columns.values(leads);
        Supplier<Uni<Void>> members = ListMembers.toAdd(leads);
        return () -> ListMembers.execute(columns.insert(), values).chain(() -> members.get());
    }

    @Override
    public Uni<Lead> change(Lead lead) {
        return row(lead.id())
                .chain(row -> changeAll(List.of(row), Map.of(lead.id(), lead)).replaceWith(row))
                .map(LeadRow::toLead);
    }

    @Override
    public Uni<Void> changeAll(List<Lead> leads) {
        if (leads.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<UUID, Lead> byId = leads.stream().collect(Collectors.toMap(Lead::id, lead -> lead));
        return Panache.getSession()
                .chain(session -> session.find(LeadRow.class, byId.keySet().toArray()))
                .chain(rows -> changeAll(rows, byId));
    }

    private Uni<Void> changeAll(List<LeadRow> rows, Map<UUID, Lead> leads) {
        List<Lead> onOtherLists = new ArrayList<>();
        rows.forEach(row -> {
            Lead lead = Objects.requireNonNull(leads.get(row.id));
            if (!row.toLead().profile().lists().equals(lead.profile().lists())) {
                onOtherLists.add(lead);
                // They are not in its row, and yet it is another version of the lead.
                row.updatedAt = Instant.now();
            }
            row.put(lead);
        });
        // An address that one of them gives up is free for those that are added next.
        return flush().chain(
                        () -> onOtherLists.isEmpty() ? Uni.createFrom().voidItem() : ListMembers.replace(onOtherLists));
    }

    @Override
    public Uni<Void> changeScores(List<Lead> leads) {
        return leads.isEmpty()
                ? Uni.createFrom().voidItem()
                : ListMembers.execute(columns.updateScores(), columns.scoreValues(leads));
    }

    @Override
    public Uni<Void> enterSequence(Collection<UUID> ids) {
        return ListMembers.execute(
                "update lead set status = ?1, version = version + 1, updated_at = now()"
                        + " where tenant_id = current_tenant() and id = any(?2) and status = any(?3)",
                List.of(
                        column(LeadStatus.IN_SEQUENCE),
                        ids.toArray(UUID[]::new),
                        Arrays.stream(LeadStatus.values())
                                .filter(status -> status.mayBecome(LeadStatus.IN_SEQUENCE))
                                .map(PanacheLeads::column)
                                .toArray(String[]::new)));
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Lead>> findEvenDeleted(UUID id) {
        return findById(id).map(row -> Optional.ofNullable(row).map(LeadRow::toLead));
    }

    @Override
    public Uni<List<Lead>> listDeleted(Optional<UUID> after, int limit) {
        Parameters parameters = new Parameters();
        String where = "deletedAt is not null";
        if (after.isPresent()) {
            where += " and id < :after";
            parameters.and("after", after.get());
        }
        return leads(where + " order by id desc", parameters, limit);
    }

    @Override
    public Uni<Lead> restore(UUID id) {
        return findById(id)
                .invoke(row -> row.deletedAt = null)
                .call(this::flush)
                .map(LeadRow::toLead);
    }

    @Override
    public Uni<Void> erase(Lead lead, String by) {
        return ListMembers.execute(
                        "insert into lead_erasure (tenant_id, lead_id, erased_by) values (?1, ?2, ?3)",
                        List.of(lead.tenantId(), lead.id(), by))
                .chain(Panache::getSession)
                .chain(session -> session.createNativeQuery("select cast(erase_lead(?1) as text)", String.class)
                        .setParameter(1, lead.id())
                        .getSingleResultOrNull())
                .replaceWithVoid();
    }

    private Uni<LeadRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }

    static String column(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Set<String> columns(Set<? extends Enum<?>> constants) {
        return constants.stream().map(PanacheLeads::column).collect(Collectors.toSet());
    }
}
