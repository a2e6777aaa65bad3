package dev.spectrum.conversation.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spectrum.platform.model.BudgetExhausted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of AG-UI 1.0 (https://docs.ag-ui.com/spec/1.0), whose names are in camelCase. A thread is a conversation. */
public final class AgUi {

    private static final String VERSION = "1.0";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private AgUi() {}

    /** What an event says; its first property is its type. */
    public sealed interface Event {

        /** In one line. */
        default String json() {
            try {
                return JSON.writeValueAsString(this);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("Events are JSON", impossible);
            }
        }
    }

    private record RunStarted(
            String type, UUID threadId, UUID runId, String protocolVersion, Map<String, Object> metadata)
            implements Event {}

    private record TextMessageStart(String type, UUID messageId, String role) implements Event {}

    private record TextMessageContent(String type, UUID messageId, String delta) implements Event {}

    private record TextMessageEnd(String type, UUID messageId) implements Event {}

    private record ToolCallStart(String type, String toolCallId, String toolCallName, UUID parentMessageId)
            implements Event {}

    private record ToolCallArgs(String type, String toolCallId, String delta) implements Event {}

    private record ToolCallEnd(String type, String toolCallId) implements Event {}

    private record ToolCallResult(String type, UUID messageId, String toolCallId, String content, String role)
            implements Event {}

    private record RunFinished(
            String type,
            UUID threadId,
            UUID runId,
            @Nullable JsonNode result,
            Object outcome,
            @Nullable List<TokenUsage> usage)
            implements Event {}

    private record RunError(
            String type,
            String message,
            String code,

            @JsonProperty(BudgetExhausted.RESETS_AT) @Nullable
            String resetsAt)
            implements Event {}

    private record Outcome(String type) {}

    private record Interruption(String type, List<Interrupt> interrupts) {}

    /** Something that a person has to decide. */
    public record Interrupt(
            String id, String reason, String message, String toolCallId, Map<String, Object> responseSchema) {

        private static final Map<String, Object> DECISION = Map.of(
                "type", "object",
                "properties",
                        Map.of(
                                "decision", Map.of("enum", List.of("approve", "edit", "reject")),
                                "arguments", Map.of("type", "object"),
                                "comment", Map.of("type", "string")),
                "required", List.of("decision"));

        /** @param toolCallId the call that is to be approved */
        public static Interrupt approvalOf(String toolCallId, String message) {
            return new Interrupt(toolCallId, "tool_approval", message, toolCallId, DECISION);
        }
    }

    /** @param model null where it is not known */
    public record TokenUsage(@Nullable String model, long inputTokens, long outputTokens, long totalTokens) {

        public static TokenUsage of(@Nullable String model, long inputTokens, long outputTokens) {
            return new TokenUsage(model, inputTokens, outputTokens, inputTokens + outputTokens);
        }
    }

    /** @param userMessageId what the run answers; AG-UI has no name of its own for it */
    public static Event runStarted(UUID conversationId, UUID runId, UUID userMessageId) {
        return new RunStarted("RUN_STARTED", conversationId, runId, VERSION, Map.of("userMessageId", userMessageId));
    }

    public static Event textMessageStart(UUID messageId) {
        return new TextMessageStart("TEXT_MESSAGE_START", messageId, "assistant");
    }

    public static Event textMessageContent(UUID messageId, String delta) {
        return new TextMessageContent("TEXT_MESSAGE_CONTENT", messageId, delta);
    }

    public static Event textMessageEnd(UUID messageId) {
        return new TextMessageEnd("TEXT_MESSAGE_END", messageId);
    }

    public static Event toolCallStart(String callId, String tool, UUID messageId) {
        return new ToolCallStart("TOOL_CALL_START", callId, tool, messageId);
    }

    /** @param arguments as JSON */
    public static Event toolCallArgs(String callId, Object arguments) {
        return new ToolCallArgs("TOOL_CALL_ARGS", callId, text(arguments));
    }

    public static Event toolCallEnd(String callId) {
        return new ToolCallEnd("TOOL_CALL_END", callId);
    }

    /**
     * @param result as JSON
     * @param most how much of it clients are told, in characters; the whole is in the history
     */
    public static Event toolCallResult(String callId, Object result, int most) {
        String content = text(result);
        return new ToolCallResult(
                "TOOL_CALL_RESULT",
                UUID.randomUUID(),
                callId,
                content.length() <= most ? content : content.substring(0, most),
                "tool");
    }

    /** @param result what else there is to say of the answer */
    public static Event runFinished(UUID conversationId, UUID runId, JsonNode result, List<TokenUsage> usage) {
        return new RunFinished("RUN_FINISHED", conversationId, runId, result, new Outcome("success"), usage);
    }

    /** Somebody stopped it. What it said is kept. */
    public static Event runCancelled(UUID conversationId, UUID runId, List<TokenUsage> usage) {
        return new RunFinished("RUN_FINISHED", conversationId, runId, null, new Outcome("cancelled"), usage);
    }

    /** It waits for a person. */
    public static Event runInterrupted(
            UUID conversationId, UUID runId, List<Interrupt> interrupts, List<TokenUsage> usage) {
        return new RunFinished(
                "RUN_FINISHED", conversationId, runId, null, new Interruption("interrupt", interrupts), usage);
    }

    /** @param code for programs */
    public static Event runError(String code, String message) {
        return new RunError("RUN_ERROR", message, code, null);
    }

    /** The day's budget is used up: AG-UI has no name of its own for when it is whole again. */
    public static Event runError(String code, String message, Instant resetsAt) {
        return new RunError("RUN_ERROR", message, code, resetsAt.toString());
    }

    private static String text(Object json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Arguments and results are JSON", impossible);
        }
    }
}
