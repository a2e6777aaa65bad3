package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.DealChoice;
import dev.spectrum.demomodel.answer.DealsAnswer;
import dev.spectrum.demomodel.answer.FailureAnswer;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.records.Records;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** "Which deals close this month?": the deals and, where they name their contacts by id only, the contacts. */
final class AboutDeals implements Plan {

    @Override
    public List<ToolCall> needs(Situation situation) {
        if (!situation.asked(Capability.FIND_DEALS)) {
            return situation.tools().tool(Capability.FIND_DEALS).stream()
                    .map(tool -> situation.call(tool, situation.arguments(tool, person(situation))))
                    .toList();
        }
        boolean lacksNames = situation.records(Capability.FIND_DEALS).deals().stream()
                .map(Deal::contact)
                .anyMatch(contact -> contact != null
                        && (contact.name() == null || contact.company() == null)
                        && !situation.known().recall(contact).complete());
        return lacksNames && !situation.asked(Capability.FIND_PEOPLE)
                ? situation.callForAll(Capability.FIND_PEOPLE).stream().toList()
                : List.of();
    }

    @Override
    public String answer(Situation situation) {
        if (!situation.can(Capability.FIND_DEALS)) {
            return "I have no tool here that reads deals.";
        }
        if (situation.subjects().isAmbiguous()) {
            return AskBack.whichOne(situation.subjects().people());
        }
        List<String> failures = situation.failures();
        Records read = situation.records(Capability.FIND_DEALS);
        if (read.deals().isEmpty() && !failures.isEmpty()) {
            return FailureAnswer.text(failures);
        }
        DealChoice choice = new DealChoice(
                situation.mentions(), person(situation), situation.deal(), situation.known(), situation.today());
        return FailureAnswer.after(DealsAnswer.text(choice, read.deals(), read.more()), failures);
    }

    private static @Nullable Person person(Situation situation) {
        Optional<Person> first = situation.subjects().first();
        return first.map(situation.known()::recall).orElse(null);
    }
}
