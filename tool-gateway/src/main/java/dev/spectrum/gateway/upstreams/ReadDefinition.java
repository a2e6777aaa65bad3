package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.ToolAnnotations;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.upstreams.domain.Pin;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an upstream says of a tool. It is data of somebody else's: bounded, and reduced to what is known here. */
final class ReadDefinition {

    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final List<String> FIELDS =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");
    private static final Pattern DIALECT = Pattern.compile("https?://json-schema\\.org/");
    private static final int LONGEST = 65_536;
    private static final int LONGEST_NAME = 128;
    private static final int DEEPEST = 40;

    private ReadDefinition() {}

    /** Empty if it is none that could ever be called. */
    static Optional<String> name(JsonNode tool) {
        String name = tool.path("name").asText();
        return name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0
                ? Optional.empty()
                : Optional.of(name);
    }

    /** Why it can't be a tool of ours; blank if it can. */
    static String problem(JsonNode tool) {
        if (tool.toString().length() > LONGEST) {
            return "Its definition is longer than " + LONGEST + " characters.";
        } else if (!tool.path("inputSchema").path("type").asText().equals("object")) {
            return "Its inputSchema is not that of an object.";
        } else if (tool.hasNonNull("outputSchema")
                && !tool.path("outputSchema").path("type").asText().equals("object")) {
            return "Its outputSchema is not that of an object.";
        } else if (!isSelfContained(tool, 0)) {
            return "Its schemas refer to others, or are nested too deeply.";
        } else if (tool.toString().contains("\\u0000")) {
            return "It contains the NUL character.";
        }
        return "";
    }

    /** A reference to somewhere else would be fetched, or not be understood. */
    private static boolean isSelfContained(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        for (var field : node.properties()) {
            if (field.getValue().isTextual()
                    && pointsElsewhere(field.getKey(), field.getValue().asText())) {
                return false;
            }
        }
        return node.valueStream().allMatch(child -> isSelfContained(child, depth + 1));
    }

    private static boolean pointsElsewhere(String keyword, String value) {
        return switch (keyword) {
            case "$ref", "$dynamicRef" -> !value.startsWith("#");
            case "$schema" -> !DIALECT.matcher(value).lookingAt();
            default -> false;
        };
    }

    static Pin pin(JsonNode tool) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        FIELDS.stream().filter(tool::hasNonNull).forEach(field -> known.set(field, tool.get(field)));
        return new Pin(known.toString(), hash(known));
    }

    private static String hash(JsonNode definition) {
        try {
            byte[] canonical = CANONICAL
                    .writeValueAsString(CANONICAL.treeToValue(definition, Object.class))
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("JSON can be written, and every JDK has SHA-256", impossible);
        }
    }

    static JsonNode json(Pin pin) {
        try {
            return CANONICAL.readTree(pin.definition());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was kept was JSON", impossible);
        }
    }

    /** The tool as it is ours. */
    static ToolDefinition definition(Upstream upstream, PinnedTool tool, JsonNode pinned) {
        JsonNode hints = pinned.path("annotations");
        return new ToolDefinition(
                tool.name(),
                title(pinned, tool),
                pinned.path("description").asText(),
                pinned.path("inputSchema"),
                outputSchema(pinned),
                // What is not said is the worst, as MCP has it.
                new ToolAnnotations(
                        hints.path("readOnlyHint").asBoolean(false),
                        hints.path("destructiveHint").asBoolean(true),
                        hints.path("idempotentHint").asBoolean(false),
                        true),
                tool.tags().orElse(upstream.definition().tags()));
    }

    private static String title(JsonNode pinned, PinnedTool tool) {
        String title =
                pinned.path("title").asText(pinned.at("/annotations/title").asText());
        return title.isBlank() ? tool.tool() : title;
    }

    private static @Nullable JsonNode outputSchema(JsonNode pinned) {
        return pinned.get("outputSchema");
    }
}
