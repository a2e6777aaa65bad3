package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.tools.Question;

/** What a client declares that it can do. */
final class Capabilities {

    private Capabilities() {}

    /** Whether its client can answer such questions. Elicitation means forms here: one that only opens pages can't. */
    static boolean allow(JsonNode capabilities, Question.Kind kind) {
        JsonNode capability = capabilities.path(kind.capability());
        return capability.isObject()
                && (kind != Question.Kind.ELICITATION || !capability.has("url") || capability.has("form"));
    }
}
