package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class GetContact implements Tool.OnRecords<GetContact.Arguments> {

    private final Contacts contacts;

    GetContact(Contacts contacts) {
        this.contacts = contacts;
    }

    record Arguments(Optional<String> contactId, Optional<String> email) {}

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
        return find(wanted).map(contact -> new ContactView.One(ContactView.of(contact)));
    }

    private Uni<Contact> find(Arguments wanted) {
        if (wanted.contactId().isPresent()) {
            return Reference.CONTACT.find(wanted.contactId().get(), contacts::find);
        }
        String email = wanted.email().orElseThrow(() -> ToolException.invalid("", "Give a contact_id or an email."));
        return contacts.withEmail(email).map(found -> found.orElseThrow(() -> Reference.CONTACT.notFound("email")));
    }
}
