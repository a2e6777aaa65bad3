package dev.spectrum.conversation.turn.db;

import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the assistant did with tools, as two columns: what it asked for, and what it got. */
final class ToolColumns {

    record Calls(List<Round> rounds) {}

    record Round(String text, List<Call> calls) {}

    record Call(String id, String name, Map<String, Object> arguments) {}

    record Results(List<Result> items) {}

    /** @param id of the call */
    record Result(String id, Map<String, Object> result, boolean isError, long durationMs) {}

    private ToolColumns() {}

    static Calls calls(List<ToolRound> rounds) {
        return new Calls(rounds.stream()
                .map(round -> new Round(
                        round.text(),
                        round.calls().stream()
                                .map(call -> new Call(call.id(), call.name(), call.arguments()))
                                .toList()))
                .toList());
    }

    static Results results(List<ToolRound> rounds) {
        return new Results(rounds.stream()
                .flatMap(round -> round.calls().stream())
                .map(call -> new Result(call.id(), call.result(), call.isError(), call.durationMs()))
                .toList());
    }

    static List<ToolRound> rounds(Calls calls, Results results) {
        Map<String, Result> byId = new HashMap<>();
        results.items().forEach(result -> byId.put(result.id(), result));
        return calls.rounds().stream()
                .map(round -> new ToolRound(
                        round.text(),
                        round.calls().stream()
                                .map(call -> toolCall(call, byId.getOrDefault(call.id(), orphaned(call))))
                                .toList()))
                .toList();
    }

    /** A model takes no call without a result. */
    private static Result orphaned(Call call) {
        return new Result(call.id(), Map.of("error", "There is no result: the call was broken off."), true, 0);
    }

    private static ToolCall toolCall(Call call, Result result) {
        return new ToolCall(
                call.id(), call.name(), call.arguments(), result.result(), result.isError(), result.durationMs());
    }
}
