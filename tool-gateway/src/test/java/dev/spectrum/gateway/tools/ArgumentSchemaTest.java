package dev.spectrum.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.tools.ToolError.ArgumentError;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentSchemaTest {

    private final ArgumentSchema schema = new ArgumentSchema(json("""
            {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
              "name": {"type": "string", "minLength": 1, "maxLength": 5},
              "stage": {"type": "string", "enum": ["won", "lost"]},
              "count": {"type": "integer", "minimum": 1, "maximum": 10},
              "email": {"type": "string", "pattern": "^[^@\\\\s]+@[^@\\\\s]+$"},
              "at": {"type": "string", "format": "date-time"},
              "id": {"type": "string", "format": "uuid"},
              "tags": {"type": "array", "maxItems": 2, "items": {"type": "string"}},
              "more": {"type": "object", "additionalProperties": false, "properties": {"a": {"type": "string"}}}}}
            """));

    @Test
    void acceptsWhatFits() {
        assertThat(violations("""
                        {"name": "Dana", "stage": "won", "count": 3, "email": "dana.w@northwind-logistics.example",
                         "at": "2026-11-02T10:00:00+01:00", "id": "01990000-0000-7000-8000-000000000001",
                         "tags": ["a"], "more": {"a": "b"}}
                        """)).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(wrong("{}")).isEqualTo(new ArgumentError("/name", "Is required."));
    }

    @Test
    void saysWhichArgumentsThereAreInPlaceOfAnUnknownOne() {
        assertThat(wrong("{\"name\": \"a\", \"colour\": \"red\"}"))
                .isEqualTo(new ArgumentError(
                        "/colour",
                        "There is no such argument; there are: name, stage, count, email, at, id, tags, more."));
        assertThat(wrong("{\"name\": \"a\", \"more\": {\"b\": 1}}"))
                .isEqualTo(new ArgumentError("/more/b", "Is not known here."));
    }

    @Test
    void namesTheArgumentOfEveryOtherMistake() {
        assertThat(wrong("{\"name\": 1}").pointer()).isEqualTo("/name");
        assertThat(wrong("{\"name\": \"\"}").pointer()).isEqualTo("/name");
        assertThat(wrong("{\"name\": \"too long\"}").detail()).contains("5");
        assertThat(wrong("{\"name\": \"a\", \"stage\": \"maybe\"}").detail()).isEqualTo("Must be one of won, lost.");
        assertThat(wrong("{\"name\": \"a\", \"count\": 11}").detail()).contains("10");
        assertThat(wrong("{\"name\": \"a\", \"count\": 1.5}").pointer()).isEqualTo("/count");
        assertThat(wrong("{\"name\": \"a\", \"email\": \"nobody\"}").pointer()).isEqualTo("/email");
        assertThat(wrong("{\"name\": \"a\", \"at\": \"yesterday\"}").pointer()).isEqualTo("/at");
        assertThat(wrong("{\"name\": \"a\", \"id\": \"7\"}").pointer()).isEqualTo("/id");
        assertThat(wrong("{\"name\": \"a\", \"tags\": [\"a\", 2]}").pointer()).isEqualTo("/tags/1");
        assertThat(wrong("{\"name\": \"a\", \"tags\": [\"a\\u0000\"]}").pointer())
                .isEqualTo("/tags/0");
        assertThat(wrong("{\"name\": \"a\", \"stage\": null}").pointer()).isEqualTo("/stage");
    }

    @Test
    void writesSentences() {
        for (String arguments :
                new String[] {"{\"name\": 1}", "{\"name\": \"a\", \"count\": 11}", "{\"name\": \"\"}"}) {
            assertThat(wrong(arguments).detail()).matches("[A-Z].*\\.");
        }
    }

    private ArgumentError wrong(String arguments) {
        List<ArgumentError> violations = violations(arguments);
        assertThat(violations).as(arguments).hasSize(1);
        return violations.getFirst();
    }

    private List<ArgumentError> violations(String arguments) {
        try {
            schema.require(json(arguments));
            return List.of();
        } catch (ToolException refusal) {
            return refusal.error().errors();
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(notJson);
        }
    }
}
