package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.AnswerMessage.Attempt;
import dev.spectrum.conversation.turn.LanguageModel.ToolRequest;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.model.ToolDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Calls the tools of one round at once. What can't be called is answered with an error that the model can learn from. */
@ApplicationScoped
class UseTools {

    private static final String REPEATED =
            "You have called this with the same arguments before, and its result is above. It was not called again.";

    private final Tools tools;
    private final TurnsConfig config;

    UseTools(Tools tools, TurnsConfig config) {
        this.tools = tools;
        this.config = config;
    }

    /** In the order in which they were asked for. */
    Uni<List<ToolCall>> use(
            Attempt attempt, Exchange soFar, List<ToolDefinition> offered, UUID messageId, List<ToolRequest> requests) {
        List<Uni<ToolCall>> calls = calls(attempt, soFar, offered, messageId, requests);
        return Uni.join().all(calls).usingConcurrencyOf(config.parallelTools()).andFailFast();
    }

    /** Whether the model asks for nothing but what it has got already. */
    boolean isStuck(Exchange soFar) {
        return !soFar.rounds().isEmpty()
                && soFar.rounds().getLast().calls().stream()
                        .allMatch(call -> call.isError() && call.result().containsValue(REPEATED));
    }

    private List<Uni<ToolCall>> calls(
            Attempt attempt, Exchange soFar, List<ToolDefinition> offered, UUID messageId, List<ToolRequest> requests) {
        Narrator narrator = attempt.live().narrator();
        Set<String> names = offered.stream().map(ToolDefinition::name).collect(Collectors.toSet());
        Set<String> ids = soFar.calls().stream().map(ToolCall::id).collect(Collectors.toCollection(HashSet::new));
        List<Uni<ToolCall>> calls = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            ToolRequest request = requests.get(i);
            // Some model servers count their ids anew in every answer, or give none.
            String id = !request.id().isBlank() && ids.add(request.id()) ? request.id() : "call_" + UUID.randomUUID();
            narrator.call(messageId, id, request.name(), request.arguments().orElse(Map.of()));
            int occurrence = occurrence(request, soFar, requests.subList(0, i));
            calls.add(call(attempt, names, id, request, occurrence).invoke(narrator::result));
        }
        return calls;
    }

    private Uni<ToolCall> call(Attempt attempt, Set<String> offered, String id, ToolRequest request, int occurrence) {
        if (!offered.contains(request.name())) {
            return refused(id, request, "There is no tool with this name that you may use.");
        } else if (request.arguments().isEmpty()) {
            return refused(id, request, "The arguments were not a JSON object. Send them again as one.");
        } else if (occurrence >= config.sameCalls()) {
            return refused(id, request, REPEATED);
        }
        return call(attempt, id, request.name(), request.arguments().get(), occurrence);
    }

    private static int occurrence(ToolRequest request, Exchange soFar, List<ToolRequest> before) {
        Map<String, Object> arguments = request.arguments().orElse(Map.of());
        long earlier = soFar.calls().stream()
                .filter(call -> call.repeats(request.name(), arguments))
                .count();
        long beside = before.stream()
                .filter(other ->
                        other.name().equals(request.name()) && other.arguments().equals(request.arguments()))
                .count();
        return Math.toIntExact(earlier + beside);
    }

    private Uni<ToolCall> call(Attempt attempt, String id, String tool, Map<String, Object> arguments, int occurrence) {
        Work work = attempt.work();
        Tools.Call call = new Tools.Call(work.turn().id(), tool, arguments, occurrence);
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            return CallerContext.returnTo(() -> unlessStopped(attempt.live(), tools.call(work.toolUser(), call))
                            .ifNoItem()
                            .after(work.patience(config))
                            .recoverWithItem(Tools.Result.error(
                                    "The tool did not answer in time; it may have acted nevertheless.")))
                    .map(result -> new ToolCall(
                            id,
                            tool,
                            arguments,
                            result.content(),
                            result.isError(),
                            Duration.ofNanos(System.nanoTime() - start).toMillis()));
        });
    }

    private static Uni<Tools.Result> unlessStopped(LiveTurn live, Uni<Tools.Result> result) {
        Uni<Tools.Result> stopped =
                live.stopped().replaceWith(Tools.Result.error("The user stopped it; it may have acted nevertheless."));
        return Uni.join().first(result, stopped).toTerminate();
    }

    private static Uni<ToolCall> refused(String id, ToolRequest request, String reason) {
        Tools.Result result = Tools.Result.error(reason);
        return Uni.createFrom()
                .item(new ToolCall(
                        id, request.name(), request.arguments().orElse(Map.of()), result.content(), true, 0));
    }
}
