package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The contacts of the tenant that the current transaction is for. */
public interface Contacts {

    Uni<Optional<Contact>> find(UUID id);

    /** The same, and nobody else changes it before the transaction ends. */
    Uni<Optional<Contact>> lock(UUID id);

    /** In whatever case. */
    Uni<Optional<Contact>> withEmail(String email);

    Uni<List<Contact>> search(ContactSearch search);

    /** Fails with {@link EmailTaken}. */
    Uni<Void> add(UUID tenantId, Contact contact);

    /** Fails with {@link EmailTaken}. */
    Uni<Void> change(Contact contact);

    /** With its opportunities and tasks, which nobody sees without it. */
    Uni<Void> remove(UUID id);

    /** Another contact has this email address. The transaction is over. */
    class EmailTaken extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
