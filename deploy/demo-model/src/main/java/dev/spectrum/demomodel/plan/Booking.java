package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.TimesAnswer;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Slot;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** "Book a call with Dana tomorrow at 3pm": looks whether the time is free, and books it or offers others. */
final class Booking extends Acting {

    Booking() {
        super(Capability.BOOK);
    }

    @Override
    public List<ToolCall> needs(Situation situation) {
        boolean canLook = situation.can(Capability.FREE_TIME) && !situation.asked(Capability.FREE_TIME);
        boolean isOpen = situation.can(Capability.BOOK) && !situation.asked(Capability.BOOK);
        if (!canLook || !isOpen || situation.subjects().isAmbiguous()) {
            return super.needs(situation);
        }
        List<ToolCall> needs = new ArrayList<>();
        situation
                .tools()
                .tool(Capability.BOOK)
                .flatMap(tool -> lookup(situation, tool))
                .ifPresent(needs::add);
        situation
                .tools()
                .tool(Capability.FREE_TIME)
                .map(tool -> situation.call(tool, situation.arguments(tool, null)))
                .ifPresent(needs::add);
        return needs;
    }

    @Override
    Optional<String> whyNot(Situation situation, Tool tool) {
        Optional<String> reason = super.whyNot(situation, tool);
        if (reason.isPresent() || !situation.asked(Capability.FREE_TIME)) {
            return reason;
        }
        List<Slot> free = situation.records(Capability.FREE_TIME).slots();
        Optional<ZonedDateTime> wanted = situation.mentions().when().moment(situation.now());
        if (wanted.isEmpty()) {
            String when = free.isEmpty()
                    ? ""
                    : "These times are free:\n\n" + TimesAnswer.choice(upcoming(free, situation)) + "\n\n";
            return Optional.of(when + "When should I book it?");
        }
        boolean isFree = free.stream().anyMatch(slot -> slot.holds(wanted.get()));
        // No slots at all may also mean that the answer could not be read: then booking tells.
        if (isFree || free.isEmpty()) {
            return Optional.empty();
        }
        List<Slot> nearest = free.stream()
                .sorted(Comparator.comparing(
                        slot -> Duration.between(wanted.get(), slot.start()).abs()))
                .limit(3)
                .sorted(Comparator.comparing(Slot::start))
                .toList();
        return Optional.of("That time is not free, so nothing is booked. Nearest to it:\n\n"
                + TimesAnswer.choice(nearest) + "\n\nWhich one should I book?");
    }

    private static List<Slot> upcoming(List<Slot> slots, Situation situation) {
        return slots.stream()
                .filter(slot -> !slot.start().isBefore(situation.now()))
                .toList();
    }
}
