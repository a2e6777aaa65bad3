package dev.spectrum.conversation.openai;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.ToolRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one question and its answer are, over all the requests that a client needs for it: it calls its own tools in between.
 * The ids of those calls say which run they belong to, so that nobody has to remember it, and so that an act of the agent's own
 * tools is known to have happened, whichever request it happened in.
 *
 * @param callsBefore how many calls of client's tools the run has had
 */
public record CompletionRun(UUID id, int callsBefore) {

    /** Within the 40 characters that OpenAI allows. */
    private static final Pattern CALL = Pattern.compile("call_([0-9a-f]{32})_(\\d{1,2})");

    /** The run that the last tool results go on with; a new one where the last message is somebody's words. */
    public static CompletionRun of(List<ModelMessage> messages, UUID otherwise) {
        if (messages.isEmpty() || !(messages.getLast() instanceof ModelMessage.ToolResult last)) {
            return new CompletionRun(otherwise, 0);
        }
        return run(last.requestId())
                .map(id -> new CompletionRun(id, calls(id, messages)))
                .orElseGet(() -> new CompletionRun(otherwise, 0));
    }

    public static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** The id of the run's call with this number among those of one answer. */
    String callId(int number) {
        return "call_" + id.toString().replace("-", "") + "_" + (callsBefore + number);
    }

    private static int calls(UUID id, List<ModelMessage> messages) {
        return (int) messages.stream()
                .filter(message -> message instanceof ModelMessage.Assistant)
                .flatMap(message -> ((ModelMessage.Assistant) message).toolRequests().stream())
                .map(ToolRequest::id)
                .filter(call -> run(call).equals(Optional.of(id)))
                .count();
    }

    private static Optional<UUID> run(String callId) {
        Matcher call = CALL.matcher(callId);
        return call.matches()
                ? Optional.of(UUID.fromString(
                        call.group(1).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")))
                : Optional.empty();
    }
}
