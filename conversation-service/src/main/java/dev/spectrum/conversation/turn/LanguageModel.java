package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.platform.model.ToolDefinition;
import dev.spectrum.platform.model.Usage;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The model that an agent thinks with. */
public interface LanguageModel {

    /** Never fails: a model that gives no answer is {@link Reply.Silent}. */
    Uni<Reply> ask(Question question);

    /**
     * One question to the model.
     *
     * @param model blank for the suite's default
     * @param messages oldest first; the last one is the user's, or the assistant's own tool rounds so far
     * @param tools what it may ask for; none forbids it
     * @param patience how long to wait for it
     */
    record Question(
            UUID tenantId,
            long dailyLimitMicroUsd,
            String model,
            double temperature,
            String systemPrompt,
            List<Message> messages,
            List<ToolDefinition> tools,
            Duration patience) {}

    sealed interface Reply {

        /** @param requests tools that it wants to be called before it goes on; none when it is done */
        record Said(String text, List<ToolRequest> requests, Usage usage, String model) implements Reply {}

        /**
         * @param usage what the question cost all the same
         * @param model that was asked; empty if none was
         */
        record Silent(Failure failure, Usage usage, String model) implements Reply {}
    }

    /** @param arguments empty if the model wrote no JSON object */
    record ToolRequest(String id, String name, Optional<Map<String, Object>> arguments) {}
}
