package dev.spectrum.conversation.openai;

import dev.spectrum.conversation.turn.AccessToken;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.ToolDefinition;
import dev.spectrum.platform.tenant.Caller;
import java.util.List;
import java.util.Optional;

/**
 * What a client of OpenAI's API asks of an agent.
 *
 * @param run whose acts its tools' acts are
 * @param messages all there are, oldest first; the agent's own system prompt is not among them
 * @param tools the client's own, which it calls itself
 * @param mayUseTools whether the agent may use any, its own or the client's
 * @param temperature instead of the agent's
 * @param maxOutputTokens instead of what a turn has; never more
 * @param answerSchema as in {@link dev.spectrum.platform.model.ModelCall}
 * @param streamed whether the answer is wanted piece by piece
 */
public record Completion(
        Caller who,
        AccessToken token,
        String agentRole,
        CompletionRun run,
        List<ModelMessage> messages,
        List<ToolDefinition> tools,
        boolean mayUseTools,
        Optional<Double> temperature,
        Optional<Integer> maxOutputTokens,
        Optional<String> answerSchema,
        boolean streamed) {}
