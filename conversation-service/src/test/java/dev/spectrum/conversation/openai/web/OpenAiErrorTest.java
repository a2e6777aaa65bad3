package dev.spectrum.conversation.openai.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.platform.model.Budget;
import org.junit.jupiter.api.Test;

/** What a stream that has begun tells of a failure. */
class OpenAiErrorTest {

    @Test
    void ofABudgetItSaysWhenItIsWholeAgain() {
        JsonNode error = OpenAiError.of(Failure.BUDGET_EXHAUSTED).node().path("error");
        assertThat(error.path("code").asText()).isEqualTo("insufficient_quota");
        assertThat(error.path("resets_at").asText()).isEqualTo(Budget.resetsAt().toString());
    }

    @Test
    void ofAnythingElseItSaysWhatOpenAiDoes() {
        assertThat(OpenAiError.of(Failure.TIMEOUT).node().path("error").fieldNames())
                .toIterable()
                .containsExactly("message", "type", "param", "code");
    }
}
