package dev.spectrum.conversation.turn.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.turn.Answer;
import dev.spectrum.conversation.turn.AnswerFormat;
import dev.spectrum.conversation.turn.domain.ToolCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer as clients read it.
 *
 * @param messageId the agent's message
 * @param variant of an experiment; null while there is none
 * @param outcome absent where the agent said all it wanted to say; AG-UI's {@code cancelled} where the user stopped it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ChatAnswer(
        UUID conversationId,
        UUID runId,
        UUID messageId,
        String message,
        List<CalledTool> toolCalls,
        UsageView usage,
        AgentView agent,
        @Nullable String variant,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Outcome outcome) {

    record Outcome(String type) {}

    record CalledTool(
            String id,
            String name,
            Map<String, Object> arguments,
            Map<String, Object> result,
            boolean isError,
            long durationMs) {

        static CalledTool of(ToolCall call) {
            return new CalledTool(
                    call.id(), call.name(), call.arguments(), call.result(), call.isError(), call.durationMs());
        }
    }

    record UsageView(long inputTokens, long outputTokens, double costUsd) {}

    record AgentView(UUID id, String role, long version) {}

    static ChatAnswer of(Answer answer) {
        return new ChatAnswer(
                answer.conversationId(),
                answer.runId(),
                answer.messageId(),
                answer.message(),
                answer.toolCalls().stream().map(CalledTool::of).toList(),
                new UsageView(
                        answer.usage().inputTokens(),
                        answer.usage().outputTokens(),
                        answer.usage().costUsd()),
                new AgentView(
                        answer.agent().id(),
                        answer.agent().role(),
                        answer.agent().definitionVersion()),
                null,
                answer.isStopped() ? new Outcome("cancelled") : null);
    }

    @ApplicationScoped
    static class Format implements AnswerFormat {

        private final ObjectMapper json;

        Format(ObjectMapper json) {
            this.json = json;
        }

        @Override
        public String json(Answer answer) {
            try {
                return json.writeValueAsString(ChatAnswer.of(answer));
            } catch (JsonProcessingException notSerialisable) {
                throw new IllegalArgumentException("Answers are JSON", notSerialisable);
            }
        }
    }
}
