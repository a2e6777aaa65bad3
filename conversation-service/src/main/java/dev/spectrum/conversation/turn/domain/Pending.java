package dev.spectrum.conversation.turn.domain;

import java.util.List;
import java.util.Set;

/**
 * What a turn waits for: a round of tools, some of which a person has to approve. None of the round is called before.
 *
 * @param text what the model said beside it
 * @param asked the ids of those to be approved
 */
public record Pending(String text, List<ToolRequest> requests, Set<String> asked) {

    public List<ToolRequest> toApprove() {
        return requests.stream().filter(request -> asked.contains(request.id())).toList();
    }
}
