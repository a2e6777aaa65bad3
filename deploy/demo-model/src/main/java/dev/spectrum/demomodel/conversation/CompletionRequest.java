package dev.spectrum.demomodel.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to {@code /v1/chat/completions}, valid as a whole: every tool result answers a call before it.
 *
 * @param maxTokens the longest answer in (estimated) tokens; null for no limit
 */
public record CompletionRequest(
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        boolean parallelToolCalls,
        ResponseFormat responseFormat,
        @Nullable Integer maxTokens,
        boolean stream,
        boolean includeUsage,
        int promptTokens) {}
