package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Contact;
import dev.spectrum.gateway.crm.domain.ContactStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contact as tools give it. What is not known is null. */
record ContactView(
        UUID id,
        @Nullable String firstName,
        @Nullable String lastName,
        String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String title,
        @Nullable String company,
        @Nullable UUID companyId,
        ContactStatus status,
        List<String> tags,
        @Nullable String notes,
        @Nullable Instant lastContactedAt) {

    /** What the tools for one contact give. */
    record One(ContactView contact) {}

    static ContactView of(Contact contact) {
        return new ContactView(
                contact.id(),
                known(contact.firstName()),
                known(contact.lastName()),
                contact.name(),
                known(contact.email()),
                known(contact.phone()),
                known(contact.title()),
                known(contact.company()),
                contact.companyId().orElse(null),
                contact.status(),
                contact.tags(),
                known(contact.notes()),
                contact.lastContactedAt().orElse(null));
    }

    static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
