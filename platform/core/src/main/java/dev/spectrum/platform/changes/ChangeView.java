package dev.spectrum.platform.changes;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One change of one thing.
 *
 * @param actor the subject of whoever made it, or the name of the service that did
 * @param entity what kind of thing, by the name of its table
 * @param before what it was, of an update the fields that changed; JSON, an object
 * @param after what it became
 */
public record ChangeView(
        UUID id,
        Instant at,
        String actor,
        String entity,
        String entityId,
        Operation operation,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String before,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String after) {

    /** What was done. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }
}
