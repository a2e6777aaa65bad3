package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class DeleteContact implements Tool.OnRecords<DeleteContact.Arguments> {

    private final Contacts contacts;

    DeleteContact(Contacts contacts) {
        this.contacts = contacts;
    }

    record Arguments(String contactId) {}

    @Override
    public String name() {
        return "revops_delete_contact";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Gone> call(CallContext context, Arguments given) {
        return Reference.CONTACT
                .find(given.contactId(), contacts::lock)
                .map(Contact::id)
                .call(contacts::remove)
                .map(Gone::new);
    }
}
