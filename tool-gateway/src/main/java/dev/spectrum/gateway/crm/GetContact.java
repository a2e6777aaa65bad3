package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class GetContact implements Tool.OnRecords<GetContact.Arguments> {

    private final Contacts contacts;

    GetContact(Contacts contacts) {
        this.contacts = contacts;
    }

    record Arguments(Optional<UUID> contactId, Optional<String> email) {}

    @Override
    public String name() {
        return "revops_get_contact";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<ContactView.One> call(CallContext context, Arguments wanted) {
        return find(wanted)
                .map(found -> found.map(contact -> new ContactView.One(ContactView.of(contact)))
                        .orElseThrow(() -> ToolException.of("not-found", "There is no such contact.")));
    }

    private Uni<Optional<Contact>> find(Arguments wanted) {
        if (wanted.contactId().isPresent()) {
            return contacts.find(wanted.contactId().get());
        }
        return contacts.withEmail(
                wanted.email().orElseThrow(() -> ToolException.invalid("", "Give a contact_id or an email.")));
    }
}
