package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.platform.db.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
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
import java.util.stream.Collectors;

@ApplicationScoped
class PanacheLeads implements Leads, PanacheRepositoryBase<LeadRow, UUID> {

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
    public Uni<Optional<Lead>> withEmail(String email) {
        return find("email = ?1 and deletedAt is null", email)
                .<LeadRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(LeadRow::toLead));
    }

    @Override
    public Uni<List<Lead>> sharingAKeyWith(Collection<LeadProfile> profiles) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                // What each partial index says stands here too, or it would not be used.
                                "select * from lead where deleted_at is null and ("
                                        + "email <> '' and email = any(?1)"
                                        + " or linkedin_url <> '' and linkedin_url = any(?2)"
                                        + " or phone <> '' and phone = any(?3))",
                                LeadRow.class)
                        .setParameter(1, values(profiles, LeadProfile::email))
                        .setParameter(2, values(profiles, LeadProfile::linkedinUrl))
                        .setParameter(3, values(profiles, LeadProfile::phone))
                        .getResultList())
                .map(rows -> rows.stream().map(LeadRow::toLead).toList());
    }

    private static String[] values(Collection<LeadProfile> profiles, Function<LeadProfile, String> key) {
        return profiles.stream().map(key).distinct().toArray(String[]::new);
    }

    @Override
    public Uni<Void> lockAgainstDuplicates(UUID tenantId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select cast(pg_advisory_xact_lock(hashtextextended('outreach.lead ' || ?1, 0)) as text)",
                                String.class)
                        .setParameter(1, tenantId.toString())
                        .getSingleResult())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> add(List<Lead> leads) {
        return Rows.persist(leads.stream().map(LeadRow::of).toList());
    }

    @Override
    public Uni<Lead> change(Lead lead) {
        return row(lead.id()).invoke(row -> row.put(lead)).call(this::flush).map(LeadRow::toLead);
    }

    @Override
    public Uni<Void> changeAll(List<Lead> leads) {
        if (leads.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<UUID, Lead> byId = leads.stream().collect(Collectors.toMap(Lead::id, lead -> lead));
        return Panache.getSession()
                .chain(session -> session.find(LeadRow.class, byId.keySet().toArray()))
                .invoke(rows -> rows.forEach(row -> row.put(Objects.requireNonNull(byId.get(row.id)))))
                // An address that one of them gives up is free for those that are added next.
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> enterSequence(Collection<UUID> ids) {
        return update(
                        "status = ?1, version = version + 1, updatedAt = ?2 where id in ?3 and status in ?4",
                        column(LeadStatus.IN_SEQUENCE),
                        Instant.now(),
                        ids,
                        columns(Arrays.stream(LeadStatus.values())
                                .filter(status -> status.mayBecome(LeadStatus.IN_SEQUENCE))
                                .collect(Collectors.toSet())))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
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
