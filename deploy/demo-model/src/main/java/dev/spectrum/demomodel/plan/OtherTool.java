package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.FailureAnswer;
import dev.spectrum.demomodel.answer.ResultAnswer;
import dev.spectrum.demomodel.arguments.Arguments;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.records.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tool of no known kind, or one that the client demands: called once, its result told as it is. */
final class OtherTool implements Plan {

    private final Tool tool;
    private final boolean isDemanded;

    /** @param isDemanded whether the client wants this call, so that what is missing is left out instead of asked for */
    OtherTool(Tool tool, boolean isDemanded) {
        this.tool = tool;
        this.isDemanded = isDemanded;
    }

    @Override
    public List<ToolCall> needs(Situation situation) {
        Arguments arguments = situation.arguments(tool, person(situation));
        boolean isReady = arguments.areComplete() || isDemanded;
        return isReady && !situation.asked(tool.name()) ? List.of(situation.call(tool, arguments)) : List.of();
    }

    @Override
    public String answer(Situation situation) {
        List<String> failures = situation.failures();
        if (!failures.isEmpty()) {
            return FailureAnswer.text(failures);
        }
        return situation.asked(tool.name())
                ? ResultAnswer.text(situation.outcomes(tool.name()), situation.records(tool.name()), situation.now())
                : AskBack.forMissing(
                        situation.arguments(tool, person(situation)).missing());
    }

    private static @Nullable Person person(Situation situation) {
        return situation.subjects().first().map(situation.known()::recall).orElse(null);
    }
}
