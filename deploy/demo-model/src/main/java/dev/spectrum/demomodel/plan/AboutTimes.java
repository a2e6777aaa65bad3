package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.FailureAnswer;
import dev.spectrum.demomodel.answer.TimesAnswer;
import dev.spectrum.demomodel.arguments.Arguments;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Person;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** "What appointments do I have?" and "When am I free?": one look into the calendar. */
final class AboutTimes implements Plan {

    private static final Pattern NEXT_ONE = Pattern.compile(
            "\\bnext (?:meeting|call|appointment|event)\\b|\\bwhat's next\\b", Pattern.CASE_INSENSITIVE);

    private final Capability capability;

    /** @param capability APPOINTMENTS or FREE_TIME */
    AboutTimes(Capability capability) {
        this.capability = capability;
    }

    @Override
    public List<ToolCall> needs(Situation situation) {
        return situation.tools().tool(capability).stream()
                .filter(tool -> !situation.asked(tool.name()))
                .flatMap(tool -> {
                    Arguments arguments = situation.arguments(
                            tool, situation.subjects().first().orElse(null));
                    return arguments.areComplete() ? Stream.of(situation.call(tool, arguments)) : Stream.empty();
                })
                .toList();
    }

    @Override
    public String answer(Situation situation) {
        if (!situation.can(capability)) {
            return "I have no tool here that reads the calendar.";
        }
        List<String> failures = situation.failures();
        if (!failures.isEmpty()) {
            return FailureAnswer.text(failures);
        }
        if (!situation.asked(capability)) {
            return "The calendar needs more than the question says, so I could not look.";
        }
        if (capability == Capability.FREE_TIME) {
            return TimesAnswer.freeTimes(
                    situation.records(capability).slots(), situation.mentions().when(), situation.now());
        }
        Optional<String> with = situation.subjects().first().map(Person::name);
        return TimesAnswer.appointments(
                situation.records(capability).appointments(),
                situation.mentions().when(),
                with,
                NEXT_ONE.matcher(situation.question()).find(),
                situation.now());
    }
}
