package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * How a tool's arguments refer to our own records. In the interface an id is any text, because vendors' are; ours are
 * UUIDs, and a text that is none is the id of nothing.
 */
public enum Reference {
    CONTACT,
    COMPANY,
    OPPORTUNITY,
    TASK,
    APPOINTMENT;

    private static final int LENGTH = 36;

    /**
     * The record with this id, or a {@code not-found} that names the argument.
     *
     * @param records finds a record by its id
     */
    public <R> Uni<R> find(String id, Function<UUID, Uni<Optional<R>>> records) {
        return find(id, argument(), records);
    }

    /** The same where the argument has a name of its own. */
    <R> Uni<R> find(String id, String argument, Function<UUID, Uni<Optional<R>>> records) {
        return records.apply(read(id, argument)).map(found -> found.orElseThrow(() -> notFound(argument)));
    }

    /** The id among a search's filters. Whether there is such a record is not asked. */
    public UUID read(String id) {
        return read(id, argument());
    }

    ToolException notFound(String argument) {
        return ToolException.notFound("/" + argument, "There is no such " + kind() + ".");
    }

    private UUID read(String id, String argument) {
        if (id.length() != LENGTH) {
            throw notFound(argument);
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOurs) {
            throw notFound(argument);
        }
    }

    private String argument() {
        return kind() + "_id";
    }

    private String kind() {
        return name().toLowerCase(Locale.ROOT);
    }
}
