package dev.spectrum.conversation.openai.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion as OpenAI's clients ask for it. What an agent decides itself (top_p, seed, stop, ...) is taken and has no
 * effect, as OpenAI-compatible servers have it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(example = """
                {"model": "sales", "messages": [{"role": "user", "content": "Who should I call today?"}]}""")
record CompletionRequest(
        @Schema(description = "the agent's role") @Nullable String model,
        @Nullable List<@Nullable Message> messages,

        @Schema(description = "whether the answer comes in pieces") @Nullable
        Boolean stream,

        @Nullable StreamOptions streamOptions,

        @Schema(description = "instead of the agent's, 0 to 2") @Nullable
        Double temperature,

        @Schema(description = "never more than the suite allows") @Nullable
        Integer maxTokens,

        @Schema(description = "the same, by its newer name") @Nullable
        Integer maxCompletionTokens,

        @Schema(description = "1") @Nullable Integer n,

        @Schema(description = "the client's own tools: it is asked to call them") @Nullable
        List<@Nullable Tool> tools,

        @Schema(implementation = Object.class, description = "auto or none") @Nullable
        JsonNode toolChoice,

        @Nullable ResponseFormat responseFormat) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record StreamOptions(@Nullable Boolean includeUsage) {}

    /** @param content text, or a list of parts of text */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Message(
            @Nullable String role,
            @Schema(implementation = Object.class) @Nullable JsonNode content,
            @Nullable List<@Nullable ToolCall> toolCalls,
            @Nullable String toolCallId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ToolCall(@Nullable String id, @Nullable CalledFunction function) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CalledFunction(@Nullable String name, @Nullable String arguments) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Tool(@Nullable String type, @Nullable Function function) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Function(
            @Nullable String name,
            @Nullable String description,
            @Schema(implementation = Object.class) @Nullable JsonNode parameters) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ResponseFormat(@Nullable String type, @Nullable JsonSchema jsonSchema) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record JsonSchema(
            @Schema(implementation = Object.class) @Nullable JsonNode schema) {}
}
