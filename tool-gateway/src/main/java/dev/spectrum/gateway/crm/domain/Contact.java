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
 * @param companyId the company record they belong to, if they are linked to one
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
        Optional<UUID> companyId,
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

    /** Whether they asked to be left alone. */
    public boolean mustNotBeContacted() {
        return status == ContactStatus.DO_NOT_CONTACT;
    }

    public Contact taggedWith(List<String> changed) {
        return new Contact(
                id,
                firstName,
                lastName,
                email,
                phone,
                title,
                company,
                companyId,
                status,
                changed,
                notes,
                lastContactedAt);
    }

    /** Now of this company, by link and by name. */
    public Contact workingFor(Company employer) {
        return new Contact(
                id,
                firstName,
                lastName,
                email,
                phone,
                title,
                employer.name(),
                Optional.of(employer.id()),
                status,
                tags,
                notes,
                lastContactedAt);
    }
}
