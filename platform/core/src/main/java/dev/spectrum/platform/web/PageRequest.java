package dev.spectrum.platform.web;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The query parameters of every list, {@code ?limit&cursor}; to be taken with {@code @Valid @BeanParam}. */
public class PageRequest {

    // Text, because JAX-RS answers 404 to a query parameter that is no number.
    @QueryParam("limit")
    @DefaultValue("50")
    @Pattern(regexp = "[1-9][0-9]?|1[0-9][0-9]|200", message = "must be a number from 1 to 200")
    String limit = "50";

    @QueryParam("cursor")
    @Nullable
    String cursor;

    public int limit() {
        return Integer.parseInt(limit);
    }

    /** How many rows to read: one more than the page holds, to know whether another page follows. */
    public int fetch() {
        return limit() + 1;
    }

    /** The key after which the page starts; empty on the first page. */
    public Optional<String> after() {
        if (cursor == null || cursor.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            throw notACursor();
        }
    }

    /**
     * The same, read as what the list is ordered by.
     *
     * @param place throws IllegalArgumentException or IndexOutOfBoundsException for a key that is none of ours
     */
    public <T> Optional<T> after(Function<String, T> place) {
        return after().map(key -> {
            try {
                return place.apply(key);
            } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
                throw notACursor();
            }
        });
    }

    /** The same, for lists ordered by id. */
    public Optional<UUID> afterId() {
        return after(UUID::fromString);
    }

    private static ProblemException notACursor() {
        return ProblemException.invalid("?cursor", "Must be the `next` of an earlier page.");
    }

    static String cursorAfter(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
