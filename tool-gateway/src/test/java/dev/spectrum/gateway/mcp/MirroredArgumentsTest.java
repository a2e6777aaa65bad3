package dev.spectrum.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Gateway;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MirroredArgumentsTest {

    private static final JsonNode SCHEMA = Gateway.json("""
            {"type": "object", "properties": {
              "region": {"type": "string", "x-mcp-header": "Region"},
              "plain": {"type": "string"},
              "page": {"type": "object", "properties": {"size": {"type": "integer", "x-mcp-header": "Size"}}},
              "dry": {"type": "boolean", "x-mcp-header": "Dry"}}}""");

    @Test
    void acceptsWhatMatches() {
        accepts("{}", Map.of());
        accepts("{\"plain\": \"x\"}", Map.of("Mcp-Param-Unknown", "whatever"));
        accepts("{\"region\": \"us-west1\"}", Map.of("Mcp-Param-Region", "us-west1"));
        accepts("{\"region\": null}", Map.of());
        accepts("{\"region\": \"Zürich\"}", Map.of("Mcp-Param-Region", "=?base64?WsO8cmljaA==?="));
        accepts("{\"region\": \"=?base64?SGVsbG8=\"}", Map.of("Mcp-Param-Region", "=?base64?SGVsbG8="));
        accepts("{\"page\": {\"size\": 42}}", Map.of("Mcp-Param-Size", "42.0"));
        accepts("{\"dry\": true}", Map.of("Mcp-Param-Dry", "true"));
    }

    @Test
    void refusesWhatDoesNot() {
        refuses("{\"region\": \"us-west1\"}", Map.of());
        refuses("{}", Map.of("Mcp-Param-Region", "us-west1"));
        refuses("{\"region\": \"us-west1\"}", Map.of("Mcp-Param-Region", "US-WEST1"));
        refuses("{\"page\": {\"size\": 42}}", Map.of("Mcp-Param-Size", "43"));
        refuses("{\"page\": {\"size\": 42}}", Map.of("Mcp-Param-Size", "many"));
        refuses("{\"region\": \"Hello\"}", Map.of("Mcp-Param-Region", "=?base64?SGVsbG8?="));
        refuses("{\"region\": \"Hello\"}", Map.of("Mcp-Param-Region", "=?base64?SGVs!!!bG8=?="));
    }

    private static void accepts(String arguments, Map<String, String> headers) {
        assertThatCode(() -> require(arguments, headers)).doesNotThrowAnyException();
    }

    private static void refuses(String arguments, Map<String, String> headers) {
        assertThatThrownBy(() -> require(arguments, headers))
                .isInstanceOfSatisfying(
                        McpException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(-32020));
    }

    private static void require(String arguments, Map<String, String> headers) {
        MirroredArguments.require(
                SCHEMA,
                Gateway.json(arguments),
                name -> headers.entrySet().stream()
                        .filter(header ->
                                header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }
}
