package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.conversation.ToolCall;
import java.util.List;

/** How a question of one kind is worked on. A plan keeps nothing: it is asked again after each round of tool results. */
interface Plan {

    /** The calls still needed before there can be an answer; those made already are left out by the caller. */
    List<ToolCall> needs(Situation situation);

    /** The answer from what is there, whether or not all that was needed could be had. */
    String answer(Situation situation);
}
