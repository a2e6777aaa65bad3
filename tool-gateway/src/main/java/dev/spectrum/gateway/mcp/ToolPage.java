package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.tools.CatalogueTool;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page of a list of tools, which is in the order of their names.
 *
 * @param after the name after which it begins; blank for the first page
 */
record ToolPage(String after) {

    /** Few clients ask for a second page, so that one should hold what anybody has. */
    private static final int SIZE = 500;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    /** @throws McpException if the cursor was not ours */
    static ToolPage after(JsonNode cursor) {
        if (cursor.isMissingNode() || cursor.isNull()) {
            return new ToolPage("");
        }
        try {
            String after = new String(Base64.getUrlDecoder().decode(cursor.asText()), StandardCharsets.UTF_8);
            if (NAME.matcher(after).matches()) {
                return new ToolPage(after);
            }
        } catch (IllegalArgumentException notOurs) {
            throw noSuchCursor();
        }
        throw noSuchCursor();
    }

    private static McpException noSuchCursor() {
        return McpException.invalidParams("There is no such cursor: it must be the nextCursor of an earlier page.");
    }

    List<CatalogueTool> of(List<CatalogueTool> tools) {
        return tools.stream().dropWhile(this::isBefore).limit(SIZE).toList();
    }

    /** The cursor of the next page. */
    Optional<String> next(List<CatalogueTool> tools) {
        List<CatalogueTool> rest = tools.stream()
                .dropWhile(this::isBefore)
                .skip(SIZE - 1L)
                .limit(2)
                .toList();
        return rest.size() < 2
                ? Optional.empty()
                : Optional.of(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(rest.getFirst().definition().name().getBytes(StandardCharsets.UTF_8)));
    }

    private boolean isBefore(CatalogueTool tool) {
        return tool.definition().name().compareTo(after) <= 0;
    }
}
