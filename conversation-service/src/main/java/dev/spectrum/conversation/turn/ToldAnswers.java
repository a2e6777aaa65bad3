package dev.spectrum.conversation.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.conversation.runs.AgUi;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.Budget;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A turn's end, and a whole answer that is kept, in the words of AG-UI. */
@ApplicationScoped
class ToldAnswers {

    private static final Set<String> TOLD_BEFORE = Set.of("message", "tool_calls", "outcome");

    private final ObjectMapper json;
    private final TurnsConfig config;

    ToldAnswers(ObjectMapper json, TurnsConfig config) {
        this.json = json;
        this.config = config;
    }

    /** What a run ends with. */
    AgUi.Event end(Turn turn, TurnEnd end, List<AgUi.TokenUsage> usage) {
        return switch (end) {
            case TurnEnd.Answered(String answer, boolean repeated) -> finish(turn, read(answer), usage);
            case TurnEnd.Failed(Turn failed, Failure failure) -> failed(failure);
            case TurnEnd.StillRunning running -> AgUi.runError("turn-running", "It is still being answered elsewhere.");
            case TurnEnd.Busy busy -> AgUi.runError("conversation-busy", "Another message is being answered.");
            case TurnEnd.Refused refused -> AgUi.runError("refused", "It can't be answered.");
        };
    }

    static AgUi.Event failed(Failure failure) {
        return failure == Failure.BUDGET_EXHAUSTED
                ? AgUi.runError(failure.code(), failure.sentence(), Budget.resetsAt())
                : AgUi.runError(failure.code(), failure.sentence());
    }

    private static AgUi.Event finish(Turn turn, JsonNode answer, List<AgUi.TokenUsage> usage) {
        return switch (answer.at("/outcome/type").asText()) {
            case "cancelled" -> AgUi.runCancelled(turn.conversationId(), turn.id(), usage);
            case "interrupt" -> AgUi.runInterrupted(turn.conversationId(), turn.id(), interrupts(answer), usage);
            default ->
                AgUi.runFinished(
                        turn.conversationId(), turn.id(), ((ObjectNode) answer.deepCopy()).without(TOLD_BEFORE), usage);
        };
    }

    private static List<AgUi.Interrupt> interrupts(JsonNode answer) {
        return answer.at("/outcome/interrupts")
                .valueStream()
                .map(interrupt -> AgUi.Interrupt.approvalOf(
                        interrupt.path("id").asText(), interrupt.path("message").asText()))
                .toList();
    }

    /** All that happened, for somebody who missed it. */
    List<AgUi.Event> replay(Turn turn, String answer) {
        JsonNode told = read(answer);
        // A turn that waits has no message yet.
        UUID messageId = told.hasNonNull("message_id")
                ? UUID.fromString(told.path("message_id").asText())
                : turn.id();
        List<AgUi.Event> events = new ArrayList<>();
        events.add(AgUi.runStarted(turn.conversationId(), turn.id(), turn.userMessageId()));
        for (JsonNode call : told.path("tool_calls")) {
            String id = call.path("id").asText();
            events.add(AgUi.toolCallStart(id, call.path("name").asText(), messageId));
            events.add(AgUi.toolCallArgs(id, call.path("arguments")));
            events.add(AgUi.toolCallEnd(id));
            events.add(AgUi.toolCallResult(id, call.path("result"), config.resultCharacters()));
        }
        for (JsonNode interrupt : told.at("/outcome/interrupts")) {
            String id = interrupt.path("id").asText();
            events.add(AgUi.toolCallStart(id, interrupt.at("/tool_call/name").asText(), messageId));
            events.add(AgUi.toolCallArgs(id, interrupt.at("/tool_call/arguments")));
            events.add(AgUi.toolCallEnd(id));
        }
        String message = told.path("message").asText();
        if (!message.isEmpty()) {
            events.add(AgUi.textMessageStart(messageId));
            events.add(AgUi.textMessageContent(messageId, message));
            events.add(AgUi.textMessageEnd(messageId));
        }
        JsonNode usage = told.path("usage");
        events.add(finish(
                turn,
                told,
                List.of(AgUi.TokenUsage.of(
                        null,
                        usage.path("input_tokens").asLong(),
                        usage.path("output_tokens").asLong()))));
        return events;
    }

    private JsonNode read(String answer) {
        try {
            return json.readTree(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An answer is JSON", impossible);
        }
    }
}
