package dev.spectrum.demomodel.conversation;

import java.util.List;

/** One entry of a chat, in OpenAI's roles; parts of a text are joined by newlines. */
public sealed interface Message {

    String text();

    /** Role {@code system} or {@code developer}. */
    record Instructions(String text) implements Message {}

    record User(String text) implements Message {}

    record Assistant(String text, List<ToolCall> calls) implements Message {}

    /** Role {@code tool}: what the call of this id returned. */
    record ToolResult(String callId, String text) implements Message {}
}
