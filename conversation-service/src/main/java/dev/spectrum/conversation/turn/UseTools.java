package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.AnswerMessage.Attempt;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Settings.PermissionMode;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls the tools of one round at once. What can't be called is answered with an error that the model can learn from. */
@ApplicationScoped
public class UseTools {

    private static final String REPEATED =
            "You have called this with the same arguments before, and its result is above. It was not called again.";

    public static final String TOO_MANY =
            "You have asked for too much at once. This was not called, nor what you asked for after it.";

    private final Tools tools;
    private final TurnsConfig config;

    UseTools(Tools tools, TurnsConfig config) {
        this.tools = tools;
        this.config = config;
    }

    /** Each with an id of its own: some model servers count theirs anew in every answer, or give none. The last may be one too many. */
    List<ToolRequest> identified(List<ToolRequest> requests, Exchange soFar) {
        Set<String> ids = soFar.calls().stream().map(ToolCall::id).collect(Collectors.toCollection(HashSet::new));
        return requests.stream()
                .limit(config.callsAtOnce() + 1L)
                .map(request -> !request.id().isBlank() && ids.add(request.id())
                        ? request
                        : request.withId("call_" + UUID.randomUUID()))
                .toList();
    }

    /** The ids of those that a person has to approve. */
    Set<String> toApprove(Work work, List<OfferedTool> offered, List<ToolRequest> requests) {
        if (work.permissionMode() != PermissionMode.CO_PILOT) {
            return Set.of();
        }
        Set<String> acting = offered.stream()
                .filter(tool -> !tool.isReadOnly())
                .map(OfferedTool::name)
                .collect(Collectors.toSet());
        return requests.stream()
                .limit(config.callsAtOnce())
                .filter(request ->
                        acting.contains(request.name()) && request.arguments().isPresent())
                .map(ToolRequest::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** In the order in which they were asked for. */
    Uni<List<ToolCall>> use(Attempt attempt, Exchange soFar, List<OfferedTool> offered, Work.DecidedRound round) {
        Map<String, OfferedTool> byName =
                offered.stream().collect(Collectors.toMap(OfferedTool::name, Function.identity(), (one, same) -> one));
        List<Uni<ToolCall>> calls = new ArrayList<>();
        for (int i = 0; i < round.requests().size(); i++) {
            ToolRequest request = round.requests().get(i);
            int occurrence = occurrence(request, soFar, round.requests().subList(0, i));
            String rejection = round.rejected().get(request.id());
            calls.add((i == config.callsAtOnce()
                            ? refused(request, TOO_MANY)
                            : rejection == null
                                    ? call(attempt, byName, request, occurrence)
                                    : refused(request, "The user does not want this. " + rejection))
                    .invoke(attempt.live().narrator()::result));
        }
        return Uni.join().all(calls).usingConcurrencyOf(config.parallelTools()).andFailFast();
    }

    /** Whether the model asks for nothing but what it has got already. */
    boolean isStuck(Exchange soFar) {
        return !soFar.rounds().isEmpty()
                && soFar.rounds().getLast().calls().stream()
                        .allMatch(call -> call.isError() && call.result().containsValue(REPEATED));
    }

    private Uni<ToolCall> call(Attempt attempt, Map<String, OfferedTool> offered, ToolRequest request, int occurrence) {
        OfferedTool tool = offered.get(request.name());
        if (tool == null) {
            return refused(request, "There is no tool with this name that you may use.");
        } else if (request.arguments().isEmpty()) {
            return refused(request, "The arguments were not a JSON object, or far too long. Send them again as one.");
        } else if (occurrence >= config.sameCalls()) {
            return refused(request, REPEATED);
        } else if (attempt.work().permissionMode() == PermissionMode.MANUAL && !tool.isReadOnly()) {
            return refused(request, "You may only read here. Say what to do, and the user will do it.");
        }
        return call(attempt, request.id(), request.name(), request.arguments().get(), occurrence);
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

    private static Uni<ToolCall> refused(ToolRequest request, String reason) {
        Tools.Result result = Tools.Result.error(reason.strip());
        return Uni.createFrom()
                .item(new ToolCall(
                        request.id(), request.name(), request.arguments().orElse(Map.of()), result.content(), true, 0));
    }
}
