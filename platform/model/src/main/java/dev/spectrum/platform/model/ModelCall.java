package dev.spectrum.platform.model;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One question to a model.
 *
 * @param tenantId whose budget pays
 * @param dailyLimitMicroUsd what the tenant may spend on models in a day (UTC), in millionths of a US dollar
 * @param model the model's name, as its server calls it; empty for the configured default
 * @param temperature 0 to 2
 * @param maxOutputTokens how long the answer may be; bounds the reservation too
 * @param messages the conversation, oldest first; the system prompt first of all
 * @param tools what the model may ask for; none forbids it
 * @param answerSchema the JSON Schema that the answer's text has to follow, as the model is told; empty for free text
 */
public record ModelCall(
        UUID tenantId,
        long dailyLimitMicroUsd,
        String model,
        double temperature,
        int maxOutputTokens,
        List<ModelMessage> messages,
        List<ToolDefinition> tools,
        Optional<String> answerSchema) {

    private static final int FRAME = 16;

    /** For an answer in free text. */
    public ModelCall(
            UUID tenantId,
            long dailyLimitMicroUsd,
            String model,
            double temperature,
            int maxOutputTokens,
            List<ModelMessage> messages,
            List<ToolDefinition> tools) {
        this(tenantId, dailyLimitMicroUsd, model, temperature, maxOutputTokens, messages, tools, Optional.empty());
    }

    boolean hasImages() {
        return messages.stream()
                .anyMatch(message -> message instanceof ModelMessage.User user
                        && !user.images().isEmpty());
    }

    /**
     * More tokens than the model can make of what it is sent: a tokenizer that works on bytes makes no more tokens than there
     * are bytes, whatever the language, and a few for the frame of each message and tool.
     */
    long mostInputTokens() {
        long tokens = answerSchema.map(ModelMessage::bytes).orElse(0L);
        for (ModelMessage message : messages) {
            tokens += message.bytes() + FRAME;
            if (message instanceof ModelMessage.User(String text, List<ModelImage> images)) {
                tokens += images.size() * ModelImage.MOST_TOKENS;
            }
        }
        for (ToolDefinition tool : tools) {
            tokens += ModelMessage.bytes(tool.name())
                    + ModelMessage.bytes(tool.description())
                    + ModelMessage.bytes(tool.inputSchema())
                    + FRAME;
        }
        return tokens;
    }
}
