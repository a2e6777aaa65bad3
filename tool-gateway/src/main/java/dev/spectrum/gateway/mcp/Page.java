package dev.spectrum.gateway.mcp;

import dev.spectrum.gateway.tools.Cursor;
import dev.spectrum.gateway.tools.ToolException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next the cursor of the part that follows; empty for the last
 */
record Page<T>(List<T> items, Optional<String> next) {

    /** Tells a cursor from other text in Base64. */
    private static final String AFTER = "after";

    /**
     * @param all in the order of their keys
     * @param cursor where to begin: after the key in it, whether that is still there or not
     * @throws McpException if the cursor is none of ours
     */
    static <T> Page<T> of(List<T> all, Function<T, String> key, Optional<String> cursor, int size) {
        String after = cursor.map(Page::read).orElse("");
        int from = 0;
        while (from < all.size()
                && cursor.isPresent()
                && key.apply(all.get(from)).compareTo(after) <= 0) {
            from++;
        }
        int to = Math.min(all.size(), from + size);
        Optional<String> next =
                to == all.size() ? Optional.empty() : Optional.of(Cursor.after(AFTER, key.apply(all.get(to - 1))));
        return new Page<>(all.subList(from, to), next);
    }

    private static String read(String cursor) {
        try {
            List<String> parts = Cursor.read(cursor, 2);
            if (parts.getFirst().equals(AFTER)) {
                return parts.getLast();
            }
        } catch (ToolException notOurs) {
            throw noSuchCursor();
        }
        throw noSuchCursor();
    }

    private static McpException noSuchCursor() {
        return McpException.invalidParams("There is no such cursor.");
    }
}
