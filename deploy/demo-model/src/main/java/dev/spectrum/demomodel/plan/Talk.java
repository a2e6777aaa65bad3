package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.TalkAnswer;
import dev.spectrum.demomodel.conversation.ToolCall;
import java.util.List;

/** Nothing a tool is needed for. */
final class Talk implements Plan {

    @Override
    public List<ToolCall> needs(Situation situation) {
        return List.of();
    }

    @Override
    public String answer(Situation situation) {
        return TalkAnswer.text(situation.question(), situation.tools());
    }
}
