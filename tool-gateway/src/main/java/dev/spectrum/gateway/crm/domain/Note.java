package dev.spectrum.gateway.crm.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody wrote down about a record. It is never changed.
 *
 * @param aboutId the id of the record it is about
 * @param author an email address or another name
 */
public record Note(UUID id, About about, UUID aboutId, String body, String author, Instant createdAt) {

    /** What notes can be about. */
    public enum About {
        CONTACT,
        OPPORTUNITY,
        COMPANY
    }
}
