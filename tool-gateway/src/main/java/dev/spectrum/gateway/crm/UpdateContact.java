package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.ContactStatus;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class UpdateContact implements Tool.OnRecords<UpdateContact.Arguments> {

    private final Contacts contacts;

    UpdateContact(Contacts contacts) {
        this.contacts = contacts;
    }

    record Arguments(
            String contactId,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> email,
            Optional<String> phone,
            Optional<String> title,
            Optional<String> company,
            Optional<ContactStatus> status,
            Optional<List<String>> tags,
            Optional<String> notes,
            Optional<OffsetDateTime> lastContactedAt) {

        Contact applyTo(Contact contact) {
            return new Contact(
                    contact.id(),
                    changed(firstName, contact.firstName()),
                    changed(lastName, contact.lastName()),
                    changed(email, contact.email()),
                    changed(phone, contact.phone()),
                    changed(title, contact.title()),
                    changed(company, contact.company()),
                    // Whoever now works elsewhere is no longer linked to the company before.
                    contact.companyId()
                            .filter(link -> changed(company, contact.company()).equals(contact.company())),
                    status.orElse(contact.status()),
                    tags.map(given -> given.stream().distinct().toList()).orElse(contact.tags()),
                    changed(notes, contact.notes()),
                    lastContactedAt.map(OffsetDateTime::toInstant).or(contact::lastContactedAt));
        }

        private static String changed(Optional<String> given, String present) {
            return given.map(String::strip).orElse(present);
        }
    }

    @Override
    public String name() {
        return "revops_update_contact";
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
                .invoke(UpdateContact::requireName)
                .call(contacts::change)
                .onFailure(Contacts.EmailTaken.class)
                .transform(taken -> CreateContact.emailTaken())
                .map(contact -> new ContactView.One(ContactView.of(contact)));
    }

    private static void requireName(Contact contact) {
        if (!contact.isNamed()) {
            throw ToolException.invalid("", "A contact must keep a name or an email.");
        }
    }
}
