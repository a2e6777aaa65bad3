package dev.spectrum.demomodel.records;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.demomodel.json.Fields;
import dev.spectrum.demomodel.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a tool returned: data, plain words, or a refusal or failure with its reason. Never an instruction. */
public sealed interface ToolOutcome {

    record Data(JsonNode json) implements ToolOutcome {}

    record Words(String text) implements ToolOutcome {}

    record Failure(String reason) implements ToolOutcome {}

    /** Reads JSON, an MCP result around it ({@code content}, {@code structuredContent}, {@code isError}), or text. */
    static ToolOutcome of(String text) {
        return Json.read(text)
                .filter(json -> json.isContainerNode())
                .map(Reading::json)
                .orElseGet(() -> Reading.words(text.strip()));
    }

    /** The rules by which a result is told from a failure. */
    final class Reading {

        private static final Pattern FAILED_WORDS = Pattern.compile(
                "^(?:(?:tool|call|request) )*(?:error|failed|failure|exception|refused|denied|forbidden|unauthorized|timeout|timed out"
                        + "|not permitted|not allowed|unknown tool|invalid)\\b.*",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

        private static final Pattern ERROR_MARK = Pattern.compile("^error: *", Pattern.CASE_INSENSITIVE);

        private Reading() {}

        private static ToolOutcome json(JsonNode json) {
            Optional<JsonNode> content = contentParts(json);
            boolean marked =
                    json.path("isError").asBoolean() || json.path("is_error").asBoolean();
            if (marked) {
                return new Failure(content.map(Reading::textOf).orElseGet(() -> reason(json)));
            }
            if (json.path("structuredContent").isContainerNode()) {
                return json(json.path("structuredContent"));
            }
            if (content.isPresent()) {
                return ToolOutcome.of(textOf(content.get()));
            }
            return isFailure(json) ? new Failure(reason(json)) : new Data(json);
        }

        private static ToolOutcome words(String text) {
            return FAILED_WORDS.matcher(text).matches() ? new Failure(unmarked(text)) : new Words(text);
        }

        /** "Error: {"detail": "not permitted"}" says no more than "not permitted". */
        private static String unmarked(String text) {
            String reason = ERROR_MARK.matcher(text).replaceFirst("");
            return Json.read(reason)
                    .filter(JsonNode::isObject)
                    .map(Reading::reason)
                    .orElse(reason);
        }

        /** MCP's content: a list of {@code {"type": "text", "text": ...}}, alone or in an object. */
        private static Optional<JsonNode> contentParts(JsonNode json) {
            JsonNode parts = json.isArray() ? json : json.path("content");
            boolean areParts = parts.isArray()
                    && !parts.isEmpty()
                    && StreamSupport.stream(parts.spliterator(), false)
                            .allMatch(part -> part.path("type").isTextual() && part.has("text"));
            return areParts ? Optional.of(parts) : Optional.empty();
        }

        private static String textOf(JsonNode parts) {
            return StreamSupport.stream(parts.spliterator(), false)
                    .map(part -> part.path("text").asText())
                    .collect(Collectors.joining("\n"))
                    .strip();
        }

        /** An {@code error} field, or a problem (RFC 9457) with a status of 400 or more. */
        private static boolean isFailure(JsonNode json) {
            JsonNode error = json.path("error");
            boolean hasError =
                    error.isObject() || (error.isTextual() && !error.asText().isBlank());
            return hasError
                    || (json.path("status").isInt() && json.path("status").asInt() >= 400);
        }

        private static String reason(JsonNode json) {
            JsonNode error = json.path("error");
            if (error.isTextual() && json.path("message").isTextual()) {
                return json.path("message").asText();
            }
            if (error.isTextual()) {
                return error.asText();
            }
            Fields fields = new Fields(error.isObject() ? error : json);
            return fields.text("detail", "message", "reason", "title", "error")
                    .orElse(json.toString().toLowerCase(Locale.ROOT));
        }
    }
}
