package dev.spectrum.gateway.crm.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A person in the CRM. What is not known is blank.
 *
 * @param email unique within the tenant, in whatever case
 * @param title the job title
 * @param lastContactedAt when somebody last spoke with them
 */
public record Contact(
        UUID id,
        String firstName,
        String lastName,
        String email,
        String phone,
        String title,
        String company,
        ContactStatus status,
        List<String> tags,
        String notes,
        Optional<Instant> lastContactedAt) {

    /** The full name; the email address of somebody without one. */
    public String name() {
        String full = (firstName + " " + lastName).strip();
        return full.isEmpty() ? email : full;
    }

    /** Whether there is anything to call them by. */
    public boolean isNamed() {
        return !name().isBlank();
    }
}
