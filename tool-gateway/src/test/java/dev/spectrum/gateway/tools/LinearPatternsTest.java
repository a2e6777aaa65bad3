package dev.spectrum.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.ToolError.ArgumentError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns that somebody else wrote, held to what somebody else gave. */
class LinearPatternsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @Timeout(10)
    void aPatternThatWouldBacktrackForEverIsMatchedAtOnce() {
        assertThat(violations("^(.*a){16}$", "a".repeat(60) + "!"))
                .extracting(ArgumentError::pointer)
                .containsExactly("/text");
        assertThat(violations("^(.*a){16}$", "a".repeat(60))).isEmpty();
        assertThat(violations("^(a|b)*$", "ab".repeat(20_000))).isEmpty();
        assertThat(violations("^(a|b)*$", "ab".repeat(20_000) + "c")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "^(?!\\.)a", "(a)\\1", "[z-a]", "((a{1000}){1000}){1000}", "(((a{900}){900}){900})*$"})
    @Timeout(10)
    void whatCanNotBeMatchedSoIsNotChecked(String pattern) {
        assertThat(violations(pattern, "anything")).isEmpty();
        assertThatThrownBy(() -> LinearPatterns.ALWAYS.getRegularExpression(pattern))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nestedTooDeeplyIsNotCheckedEither() {
        assertThat(violations("(".repeat(20_000) + "a" + ")".repeat(20_000), "b"))
                .isEmpty();
    }

    @Test
    void aTextThatWouldTakeTooLongMatchesNothing() {
        long began = System.nanoTime();
        assertThat(violations("^(a?){1000}$", "a".repeat(100_000))).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void patternsAreThoseOfSchemas() {
        assertThat(violations("b", "abc")).as("anywhere in the text").isEmpty();
        assertThat(violations("^\\u00e9$", "é")).isEmpty();
        assertThat(violations("^\\\\u00e9$", "é")).hasSize(1);
        assertThat(violations("^[\\w\\-]+\\/\\p{L}$", "a-b/é")).isEmpty();
        assertThat(violations(
                        "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
                        "01990000-0000-7000-8000-000000000001"))
                .isEmpty();
        assertThat(violations("^a$", "a\n")).hasSize(1);
    }

    private static List<ArgumentError> violations(String pattern, String text) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        schema.putObject("properties").putObject("text").put("type", "string").put("pattern", pattern);
        try {
            new ArgumentSchema(schema).require(JSON.createObjectNode().put("text", text));
            return List.of();
        } catch (ToolException refusal) {
            return refusal.error().errors();
        }
    }
}
