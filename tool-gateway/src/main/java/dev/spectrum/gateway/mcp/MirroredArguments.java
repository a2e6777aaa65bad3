package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The arguments that a tool's input schema marks with {@code x-mcp-header}: each stands in a header of its own too. */
final class MirroredArguments {

    private static final String MARK = "x-mcp-header";

    private MirroredArguments() {}

    /** @throws McpException if a header is missing, is there without its argument, or says something else */
    static void require(JsonNode inputSchema, JsonNode arguments, RequestHeaders headers) {
        for (Map.Entry<String, JsonNode> property :
                inputSchema.path("properties").properties()) {
            JsonNode argument = arguments.path(property.getKey());
            JsonNode mark = property.getValue().path(MARK);
            if (mark.isTextual()) {
                require("Mcp-Param-" + mark.asText(), argument, headers);
            } else if (property.getValue().has("properties")) {
                require(property.getValue(), argument, headers);
            }
        }
    }

    private static void require(String name, JsonNode argument, RequestHeaders headers) {
        Optional<String> header = headers.get(name).map(value -> EncodedHeader.decode(name, value));
        boolean isGiven = !argument.isMissingNode() && !argument.isNull();
        if (isGiven != header.isPresent() || isGiven && !isSame(argument, header.get())) {
            throw McpException.headerMismatch(name + " must match the argument that it mirrors.");
        }
    }

    private static boolean isSame(JsonNode argument, String header) {
        if (!argument.isNumber()) {
            return argument.asText().equals(header);
        }
        try {
            return argument.decimalValue().compareTo(new BigDecimal(header)) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }
}
