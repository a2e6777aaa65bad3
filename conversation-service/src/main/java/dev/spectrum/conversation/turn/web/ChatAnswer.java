package dev.spectrum.conversation.turn.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.turn.Answer;
import dev.spectrum.conversation.turn.AnswerFormat;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer as clients read it.
 *
 * @param messageId the agent's message; null while the run waits for a person
 * @param variant of an experiment; null while there is none
 * @param outcome as AG-UI has it: absent where the agent said all it wanted to say, {@code cancelled} where the user
 *     stopped it, {@code interrupt} where a person has to decide
 * @param ending {@code broken_off} where the model had more to say than it may; else absent
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ChatAnswer(
        UUID conversationId,
        UUID runId,
        @Nullable UUID messageId,
        String message,
        List<CalledTool> toolCalls,
        UsageView usage,
        AgentView agent,
        @Nullable String variant,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Outcome outcome,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ending) {

    /** @param interrupts what a person has to decide; absent unless the run waits for it */
    record Outcome(
            String type,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Interrupt> interrupts) {

        static @Nullable Outcome of(Answer.Ending ending) {
            return switch (ending) {
                case Answer.Ending.Complete complete -> null;
                case Answer.Ending.BrokenOff brokenOff -> null;
                case Answer.Ending.Stopped stopped -> new Outcome("cancelled", null);
                case Answer.Ending.Asks(List<ToolRequest> requests) ->
                    new Outcome(
                            "interrupt", requests.stream().map(Interrupt::of).toList());
            };
        }
    }

    /** @param id for the decision, which is the call's */
    record Interrupt(String id, String reason, String message, AskedCall toolCall) {

        static Interrupt of(ToolRequest request) {
            return new Interrupt(
                    request.id(),
                    "tool_approval",
                    "The agent wants to use " + request.name() + ".",
                    new AskedCall(
                            request.id(), request.name(), request.arguments().orElse(Map.of())));
        }
    }

    record AskedCall(String id, String name, Map<String, Object> arguments) {}

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
                answer.messageId().orElse(null),
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
                Outcome.of(answer.ending()),
                answer.ending() instanceof Answer.Ending.BrokenOff ? "broken_off" : null);
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
