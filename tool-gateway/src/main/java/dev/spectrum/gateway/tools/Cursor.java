package dev.spectrum.gateway.tools;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where the next page of a tool's list starts: what the list is ordered by, of the last item shown. */
public final class Cursor {

    /** Stands in no name and no number. */
    private static final String SEPARATOR = "\u001f";

    private Cursor() {}

    public static String after(Object... key) {
        String joined = String.join(
                SEPARATOR, java.util.Arrays.stream(key).map(Object::toString).toList());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param parts how many the key has
     * @throws ToolException if it is no cursor of such a list
     */
    public static List<String> read(String cursor, int parts) {
        try {
            String joined = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> key = List.of(joined.split(SEPARATOR, -1));
            if (key.size() == parts) {
                return key;
            }
        } catch (IllegalArgumentException notOurs) {
            throw invalid();
        }
        throw invalid();
    }

    public static ToolException invalid() {
        return ToolException.invalid("/cursor", "Must be the next of an earlier page.");
    }
}
