package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.Origin;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.platform.model.ModelMessage;
import java.util.List;
import java.util.Optional;

/**
 * What to run: everything is decided, nothing is left to be looked up.
 *
 * @param name for people to find the run by
 * @param variables what went into the messages
 */
public record RunOrder(Origin origin, String name, Question question, List<ResolvedVariable> variables) {

    /**
     * @param model blank for the suite's default
     * @param answerSchema the JSON Schema of the answer; empty for text
     */
    public record Question(
            String model,
            double temperature,
            int maxTokens,
            Optional<String> answerSchema,
            List<ModelMessage> messages) {}

    public RunOrder withOrigin(Origin other) {
        return new RunOrder(other, name, question, variables);
    }
}
