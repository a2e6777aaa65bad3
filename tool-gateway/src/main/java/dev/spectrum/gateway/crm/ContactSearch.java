package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.ContactStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which contacts, ordered by last name, first name and id.
 *
 * @param words all of which must be found
 * @param companyId of the company record that they are linked to
 * @param after the one after which to start
 */
public record ContactSearch(
        List<String> words,
        Optional<ContactStatus> status,
        Optional<UUID> companyId,
        Optional<Place> after,
        int limit) {

    public record Place(String lastName, String firstName, UUID id) {}
}
