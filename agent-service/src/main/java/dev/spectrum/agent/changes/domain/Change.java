package dev.spectrum.agent.changes.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * One change of one thing.
 *
 * @param actor the subject of whoever made it, or the name of the service that did
 * @param entity what kind of thing, by the name of its table
 * @param before what it was, of an update the fields that changed; JSON, an object
 * @param after what it became
 */
public record Change(
        UUID id,
        Instant at,
        String actor,
        String entity,
        String entityId,
        Operation operation,
        String before,
        String after) {

    /** What was done. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }
}
