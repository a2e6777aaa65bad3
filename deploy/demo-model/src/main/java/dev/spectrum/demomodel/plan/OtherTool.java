package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.FailureAnswer;
import dev.spectrum.demomodel.answer.ResultAnswer;
import dev.spectrum.demomodel.arguments.Arguments;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.meaning.ToolBox;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.reference.Subjects.Certainty;
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
        boolean isReady = isDemanded || (arguments.areComplete() && !actsOnAGuess(situation));
        return isReady && !situation.asked(tool.name()) ? List.of(situation.call(tool, arguments)) : List.of();
    }

    @Override
    public String answer(Situation situation) {
        List<String> failures = situation.failures();
        if (!failures.isEmpty()) {
            return FailureAnswer.text(failures);
        }
        if (actsOnAGuess(situation) && !situation.asked(tool.name())) {
            return AskBack.whichOne(situation.subjects().people());
        }
        return situation.asked(tool.name())
                ? ResultAnswer.text(situation.outcomes(tool.name()), situation.records(tool.name()), situation.now())
                : AskBack.forMissing(
                        situation.arguments(tool, person(situation)).missing());
    }

    /** Nobody is deleted whose name two people have. */
    private boolean actsOnAGuess(Situation situation) {
        return ToolBox.acts(tool)
                && (situation.subjects().isAmbiguous() || situation.subjects().certainty() == Certainty.ASSUMED);
    }

    /** Whether something that the tool needs can't be told. */
    static boolean lacksSomething(Tool tool, Situation situation) {
        return !situation.arguments(tool, person(situation)).areComplete();
    }

    private static @Nullable Person person(Situation situation) {
        return situation.subjects().first().map(situation.known()::recall).orElse(null);
    }
}
