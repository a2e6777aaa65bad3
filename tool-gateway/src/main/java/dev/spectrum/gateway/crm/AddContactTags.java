package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

@ApplicationScoped
class AddContactTags implements Tool.OnRecords<AddContactTags.Arguments> {

    private static final int MOST = 50;

    private final Contacts contacts;

    AddContactTags(Contacts contacts) {
        this.contacts = contacts;
    }

    record Arguments(String contactId, List<String> tags) {

        Contact applyTo(Contact contact) {
            List<String> all = Stream.concat(
                            contact.tags().stream(), tags.stream().map(String::strip))
                    .distinct()
                    .toList();
            if (all.size() > MOST) {
                throw ToolException.invalid("/tags", "A contact can have " + MOST + " tags at most.");
            }
            return contact.taggedWith(all);
        }
    }

    @Override
    public String name() {
        return "revops_add_contact_tags";
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
