package dev.spectrum.demomodel.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The messages, seen from the last question: what came before it, and which tools have answered since.
 *
 * @param instructions the system messages' text
 * @param question the last user message; empty where there is none
 */
public record Turn(String instructions, List<Message> before, String question, List<Step> steps) {

    /** The rules read so much of a question. */
    private static final int LONGEST_QUESTION = 16_000;

    /** A tool call with what it returned. */
    public record Step(ToolCall call, String result) {}

    public static Turn of(List<Message> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && !(messages.get(last) instanceof Message.User)) {
            last--;
        }
        String instructions = messages.stream()
                .filter(Message.Instructions.class::isInstance)
                .map(Message::text)
                .collect(Collectors.joining("\n"));
        if (last < 0) {
            return new Turn(instructions, messages, "", List.of());
        }
        return new Turn(
                instructions,
                messages.subList(0, last),
                shortened(messages.get(last).text().strip()),
                steps(messages.subList(last + 1, messages.size())));
    }

    private static String shortened(String question) {
        return question.length() <= LONGEST_QUESTION ? question : question.substring(0, LONGEST_QUESTION);
    }

    /** The calls that these messages contain together with their results, in the order of the results. */
    public static List<Step> steps(List<Message> messages) {
        Map<String, ToolCall> calls = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        for (Message message : messages) {
            if (message instanceof Message.Assistant assistant) {
                assistant.calls().forEach(call -> calls.put(call.id(), call));
            } else if (message instanceof Message.ToolResult result) {
                ToolCall call = calls.get(result.callId());
                if (call != null) {
                    steps.add(new Step(call, result.text()));
                }
            }
        }
        return steps;
    }

    public boolean alreadyAsked(ToolCall call) {
        return steps.stream().anyMatch(step -> step.call().asksTheSameAs(call));
    }
}
