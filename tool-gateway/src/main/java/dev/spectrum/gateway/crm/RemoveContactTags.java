package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class RemoveContactTags implements Tool.OnRecords<RemoveContactTags.Arguments> {

    private final Contacts contacts;

    RemoveContactTags(Contacts contacts) {
        this.contacts = contacts;
    }

    record Arguments(String contactId, List<String> tags) {

        /** In whatever case, which people don't remember. */
        Contact applyTo(Contact contact) {
            return contact.taggedWith(contact.tags().stream()
                    .filter(tag -> tags.stream().map(String::strip).noneMatch(tag::equalsIgnoreCase))
                    .toList());
        }
    }

    @Override
    public String name() {
        return "revops_remove_contact_tags";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<ContactView.One> call(CallContext context, Arguments given) {
        return Reference.CONTACT
                .find(given.contactId(), contacts::lock)
                .map(given::applyTo)
                .call(contacts::change)
                .map(contact -> new ContactView.One(ContactView.of(contact)));
    }
}
