package dev.spectrum.gateway.crm;

import com.github.f4b6a3.uuid.UuidCreator;
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
class CreateContact implements Tool.OnRecords<CreateContact.Arguments> {

    private final Contacts contacts;

    CreateContact(Contacts contacts) {
        this.contacts = contacts;
    }

    record Arguments(
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

        Contact toContact() {
            return new Contact(
                    UuidCreator.getTimeOrderedEpoch(),
                    text(firstName),
                    text(lastName),
                    text(email),
                    text(phone),
                    text(title),
                    text(company),
                    Optional.empty(),
                    status.orElse(ContactStatus.LEAD),
                    tags.orElse(List.of()).stream().distinct().toList(),
                    text(notes),
                    lastContactedAt.map(OffsetDateTime::toInstant));
        }

        private static String text(Optional<String> given) {
            return given.orElse("").strip();
        }
    }

    @Override
    public String name() {
        return "revops_create_contact";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<ContactView.One> call(CallContext context, Arguments given) {
        Contact contact = given.toContact();
        if (!contact.isNamed()) {
            throw ToolException.invalid("", "Give a name or an email.");
        }
        return contacts.add(context.tenantId(), contact)
                .onFailure(Contacts.EmailTaken.class)
                .transform(taken -> emailTaken())
                .replaceWith(() -> new ContactView.One(ContactView.of(contact)));
    }

    static ToolException emailTaken() {
        return ToolException.invalid("/email", "Another contact has this email address already.");
    }
}
