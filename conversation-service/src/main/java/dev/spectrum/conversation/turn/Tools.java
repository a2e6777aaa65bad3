package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.ToolCall;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tools that agents may use. */
public interface Tools {

    /** What the agent may use for this user; empty if it can't be found out. Never fails. */
    Uni<Optional<List<OfferedTool>>> offeredTo(ToolUser user);

    /** Uses a tool. Never fails: whatever goes wrong is a result that says so. */
    Uni<Result> call(ToolUser user, Call call);

    /** The tools that a call of {@code find_tools} found: the agent may use them from then on. Empty for any other call. */
    List<OfferedTool> foundBy(ToolCall call);

    /**
     * One use of a tool.
     *
     * @param occurrence which one it is among the turn's calls of the same tool with the same arguments, from 0. Run, tool,
     *     arguments and occurrence together are the act: however often a turn is tried, the same act happens once.
     */
    record Call(UUID runId, String tool, Map<String, Object> arguments, int occurrence) {}

    /** @param content JSON: what the tool returned, or {@code {"error": "..."}} */
    record Result(Map<String, Object> content, boolean isError) {

        public static Result error(String reason) {
            return new Result(Map.of("error", reason), true);
        }
    }
}
