package dev.spectrum.platform.web;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
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

    /** The same, for lists ordered by id. */
    public Optional<UUID> afterId() {
        return after().map(key -> {
            try {
                return UUID.fromString(key);
            } catch (IllegalArgumentException notOurs) {
                throw notACursor();
            }
        });
    }

    private static ProblemException notACursor() {
        return ProblemException.invalid("?cursor", "Must be the `next` of an earlier page.");
    }

    static String cursorAfter(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
