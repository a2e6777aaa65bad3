package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.arguments.ArgumentFilling;
import dev.spectrum.demomodel.arguments.Arguments;
import dev.spectrum.demomodel.arguments.Facts;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.meaning.ToolBox;
import dev.spectrum.demomodel.records.Appointment;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.records.Records;
import dev.spectrum.demomodel.records.Slot;
import dev.spectrum.demomodel.records.ToolOutcome;
import dev.spectrum.demomodel.reference.Known;
import dev.spectrum.demomodel.reference.Subjects;
import dev.spectrum.demomodel.words.Mentions;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything a plan decides by: the question as it was understood, the tools, and what they have returned so far.
 *
 * @param mentions of the question; where it answers a question of ours, of both together
 * @param subjects whom it is about, known as well as the results so far allow
 * @param deal which deal it is about; null where it is about none in particular
 */
record Situation(
        Turn turn,
        ZonedDateTime now,
        ToolBox tools,
        Known known,
        Mentions mentions,
        Subjects subjects,
        @Nullable Deal deal,
        ArgumentFilling filling) {

    LocalDate today() {
        return now.toLocalDate();
    }

    String question() {
        return mentions.question();
    }

    boolean can(Capability capability) {
        return tools.tool(capability).isPresent();
    }

    /** Whether a tool of this kind has answered in this turn. */
    boolean asked(Capability capability) {
        return tools.tool(capability).map(tool -> asked(tool.name())).orElse(false);
    }

    boolean asked(String toolName) {
        return turn.steps().stream().anyMatch(step -> step.call().name().equals(toolName));
    }

    /** What tools of this kind have returned in this turn, taken together. */
    Records records(Capability capability) {
        return tools.tool(capability)
                .map(tool -> records(tool.name()))
                .orElseGet(() -> new Records(List.of(), List.of(), List.of(), List.of(), false));
    }

    Records records(String toolName) {
        List<Person> people = new ArrayList<>();
        List<Deal> deals = new ArrayList<>();
        List<Appointment> appointments = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        boolean more = false;
        for (ToolOutcome outcome : outcomes(toolName)) {
            if (outcome instanceof ToolOutcome.Data data) {
                Records records = Records.in(data.json(), now.getZone());
                people.addAll(records.people());
                deals.addAll(records.deals());
                appointments.addAll(records.appointments());
                slots.addAll(records.slots());
                more |= records.more();
            }
        }
        return new Records(people, deals, appointments, slots, more);
    }

    List<ToolOutcome> outcomes(String toolName) {
        return turn.steps().stream()
                .filter(step -> step.call().name().equals(toolName))
                .map(step -> ToolOutcome.of(step.result()))
                .toList();
    }

    /** Each failure of this turn, with the tool's name; words from a tool that should give data tell of one as well. */
    List<String> failures() {
        return turn.steps().stream()
                .flatMap(step -> failure(step.call().name(), ToolOutcome.of(step.result())).stream())
                .distinct()
                .toList();
    }

    private Optional<String> failure(String tool, ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Failure failure -> Optional.of(tool + " failed: " + failure.reason());
            case ToolOutcome.Words words -> tools.capabilityOf(tool).map(any -> tool + " answered: " + words.text());
            case ToolOutcome.Data data -> Optional.empty();
        };
    }

    Arguments arguments(Tool tool, @Nullable Person person) {
        return filling.fill(tool, new Facts(tools.capabilityOf(tool.name()).orElse(null), mentions, person, deal, now));
    }

    /** A call that asks about nobody and nothing in particular. */
    Optional<ToolCall> callForAll(Capability capability) {
        return callFor(capability, null);
    }

    /** A call about this person only, whatever else the question says; none where the tool's arguments need more. */
    Optional<ToolCall> callFor(Capability capability, @Nullable Person person) {
        Mentions nothing = Mentions.literal("");
        return tools.tool(capability).flatMap(tool -> {
            Arguments arguments = filling.fill(tool, new Facts(capability, nothing, person, null, now));
            return arguments.areComplete() ? Optional.of(call(tool, arguments)) : Optional.empty();
        });
    }

    ToolCall call(Tool tool, Arguments arguments) {
        String id = "call_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
        return new ToolCall(id, tool.name(), arguments.json());
    }
}
