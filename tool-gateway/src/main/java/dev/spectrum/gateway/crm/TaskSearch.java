package dev.spectrum.gateway.crm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which tasks, those due first before others.
 *
 * @param words all of which must be found
 * @param owner in lower case
 * @param after the one after which to start
 */
public record TaskSearch(
        List<String> words,
        Optional<UUID> contactId,
        Optional<String> owner,
        Optional<Boolean> completed,
        Optional<Instant> dueBefore,
        Optional<Place> after,
        int limit) {

    public record Place(Instant dueAt, UUID id) {}
}
