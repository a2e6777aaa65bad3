package dev.spectrum.demomodel.conversation;

import java.util.List;

/** What the model says next: an answer, or tools it wants called first. */
public sealed interface Reply {

    record Answer(String text) implements Reply {}

    record Calls(List<ToolCall> calls) implements Reply {}
}
