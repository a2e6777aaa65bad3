package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.ContactSearch;
import dev.spectrum.gateway.crm.Contacts;
import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.tools.ViolatedConstraint;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheContacts implements Contacts, PanacheRepositoryBase<ContactRow, UUID> {

    private static final String PRESENT = "id = ?1 and deletedAt is null";

    @Override
    public Uni<Optional<Contact>> find(UUID id) {
        return row(id).map(PanacheContacts::contact);
    }

    @Override
    public Uni<Optional<Contact>> lock(UUID id) {
        return find(PRESENT, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(PanacheContacts::contact);
    }

    @Override
    public Uni<Optional<Contact>> withEmail(String email) {
        return find("lower(email) = lower(?1) and email <> '' and deletedAt is null", email)
                .firstResult()
                .map(PanacheContacts::contact);
    }

    @Override
    public Uni<List<Contact>> search(ContactSearch search) {
        StringBuilder query = new StringBuilder("deletedAt is null");
        Parameters parameters = new Parameters();
        for (int i = 0; i < search.words().size(); i++) {
            query.append(" and locate(:word").append(i).append(", searchText) > 0");
            parameters.and("word" + i, search.words().get(i));
        }
        search.status().ifPresent(status -> {
            query.append(" and status = :status");
            parameters.and("status", status.name().toLowerCase(Locale.ROOT));
        });
        search.companyId().ifPresent(company -> {
            query.append(" and companyId = :company");
            parameters.and("company", company);
        });
        search.after().ifPresent(place -> {
            query.append(" and (lastName, firstName, id) > (:lastName, :firstName, :id)");
            parameters
                    .and("lastName", place.lastName())
                    .and("firstName", place.firstName())
                    .and("id", place.id());
        });
        return find(query + " order by lastName, firstName, id", parameters)
                .page(0, search.limit())
                .list()
                .map(rows -> rows.stream().map(ContactRow::toContact).toList());
    }

    @Override
    public Uni<Void> add(UUID tenantId, Contact contact) {
        return persistAndFlush(ContactRow.of(tenantId, contact))
                .onFailure(ViolatedConstraint.named("contact_email"))
                .transform(taken -> new EmailTaken())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> change(Contact contact) {
        return row(contact.id())
                .invoke(row -> row.put(contact))
                .call(this::flush)
                .onFailure(ViolatedConstraint.named("contact_email"))
                .transform(taken -> new EmailTaken())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(UUID id) {
        return update("deletedAt = ?2 where " + PRESENT, id, Instant.now()).replaceWithVoid();
    }

    private Uni<ContactRow> row(UUID id) {
        return find(PRESENT, id).firstResult();
    }

    private static Optional<Contact> contact(@Nullable ContactRow row) {
        return Optional.ofNullable(row).map(ContactRow::toContact);
    }
}
