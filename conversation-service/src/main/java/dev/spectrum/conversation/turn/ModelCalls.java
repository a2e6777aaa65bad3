package dev.spectrum.conversation.turn;

import dev.spectrum.platform.model.MadeCall;
import dev.spectrum.platform.model.Usage;
import java.util.List;

/**
 * What an attempt asked of models.
 *
 * @param made in the order in which they ended
 */
public record ModelCalls(List<MadeCall> made) {

    public static final ModelCalls NONE = new ModelCalls(List.of());

    public Usage usage() {
        return made.stream().map(MadeCall::usage).reduce(Usage.NONE, Usage::plus);
    }

    /** That was asked last; empty if none was. */
    public String model() {
        return made.isEmpty() ? "" : made.getLast().model();
    }
}
