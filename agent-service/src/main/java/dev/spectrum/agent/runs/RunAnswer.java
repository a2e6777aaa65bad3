package dev.spectrum.agent.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.Tokens;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What whoever started a run is given in the end.
 *
 * @param output text, or JSON that follows the prompt's response schema; null if it was not kept, in a repeated answer
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "RunAnswer")
public record RunAnswer(UUID runId, @Nullable Object output, List<ResolvedVariable> variables, UsageView usage) {

    /** What models were asked and said, and what that cost. */
    @Schema(name = "RunUsage")
    public record UsageView(long inputTokens, long outputTokens, double costUsd) {

        public static UsageView of(Tokens tokens) {
            return new UsageView(tokens.input(), tokens.output(), tokens.costMicroUsd() / 1e6);
        }
    }

    static RunAnswer of(Run run) {
        return new RunAnswer(run.id(), run.output(), run.variables(), UsageView.of(run.tokens()));
    }
}
