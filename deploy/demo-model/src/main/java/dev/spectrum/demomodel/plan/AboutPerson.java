package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.FailureAnswer;
import dev.spectrum.demomodel.answer.PersonField;
import dev.spectrum.demomodel.answer.PersonText;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.records.Records;
import dev.spectrum.demomodel.reference.Subjects.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** "What is the phone number of the second one?", "Tell me more about her": one person's record, freshly read. */
final class AboutPerson implements Plan {

    private static final int MOST = 5;

    @Override
    public List<ToolCall> needs(Situation situation) {
        if (situation.subjects().isAmbiguous()) {
            return List.of();
        }
        List<ToolCall> needs = new ArrayList<>();
        for (Person person : people(situation)) {
            boolean read = isRead(situation, person);
            Optional<ToolCall> call = read ? rest(situation, person) : PersonLookup.fresh(situation, person);
            call.ifPresent(needs::add);
        }
        if (wantsAll(situation) && !situation.asked(Capability.FIND_DEALS)) {
            people(situation).stream()
                    .filter(person -> person.id() != null)
                    .flatMap(person -> situation.callFor(Capability.FIND_DEALS, person).stream())
                    .forEach(needs::add);
        }
        return needs;
    }

    @Override
    public String answer(Situation situation) {
        List<String> failures = situation.failures();
        if (situation.subjects().isAmbiguous()) {
            return AskBack.whichOne(situation.subjects().people());
        }
        if (people(situation).isEmpty()) {
            return failures.isEmpty() ? AskBack.WHO : FailureAnswer.text(failures);
        }
        String answer = people(situation).stream()
                .map(person -> about(person, situation))
                .collect(Collectors.joining("\n"));
        boolean isAssumed = situation.subjects().certainty() == Certainty.ASSUMED;
        String assumption =
                isAssumed ? "I take it you mean " + people(situation).get(0).label() + ".\n\n" : "";
        return FailureAnswer.after(assumption + answer, failures);
    }

    private static List<Person> people(Situation situation) {
        List<Person> meant = situation.subjects().people();
        if (meant.isEmpty() && situation.mentions().email().isPresent()) {
            String email = situation.mentions().email().get();
            meant = List.of(new Person(null, null, email, null, null, null, null, List.of(), null, null, false));
        }
        return meant.stream().limit(MOST).map(situation.known()::recall).toList();
    }

    /** Whether a tool has returned this person's record in this turn. */
    private static boolean isRead(Situation situation, Person person) {
        return Stream.of(Capability.PERSON_DETAILS, Capability.FIND_PEOPLE)
                .map(situation::records)
                .map(Records::people)
                .anyMatch(people -> people.stream().anyMatch(person::isSameAs));
    }

    /** The whole record, where a search has returned a part of it that lacks what is asked. */
    private static Optional<ToolCall> rest(Situation situation, Person person) {
        boolean lacksSomething = fields(situation).stream().anyMatch(field -> !field.isKnownOf(person));
        return lacksSomething && !situation.asked(Capability.PERSON_DETAILS)
                ? PersonLookup.byRecord(situation, person)
                : Optional.empty();
    }

    private static String about(Person person, Situation situation) {
        if (!person.complete()) {
            return notFound(person, situation);
        }
        List<PersonField> fields = fields(situation);
        if (fields.isEmpty()) {
            return PersonText.details(person, dealsOf(person, situation), situation.today());
        }
        return fields.stream()
                .map(field -> PersonText.field(field, person, situation.today()))
                .collect(Collectors.joining(" "));
    }

    private static String notFound(Person person, Situation situation) {
        // A client may offer its tools no more when it wants the answer.
        boolean couldLook = situation.can(Capability.FIND_PEOPLE)
                || situation.can(Capability.PERSON_DETAILS)
                || !situation.turn().steps().isEmpty();
        if (!couldLook) {
            return "I have no tool here that reads contacts, and the conversation does not tell it.";
        }
        List<Person> similar = situation.records(Capability.FIND_PEOPLE).people();
        String others = similar.isEmpty()
                ? ""
                : " The search returned "
                        + similar.stream().map(PersonText::choice).limit(MOST).collect(Collectors.joining(", ")) + ".";
        return situation.failures().isEmpty()
                ? "I found nobody called " + person.label() + " in the CRM." + others
                : "I could not read the record of " + person.label() + ".";
    }

    private static List<Deal> dealsOf(Person person, Situation situation) {
        return situation.records(Capability.FIND_DEALS).deals().stream()
                .filter(deal -> Optional.ofNullable(deal.contact())
                        .map(situation.known()::recall)
                        .filter(person::isSameAs)
                        .isPresent())
                .toList();
    }

    private static List<PersonField> fields(Situation situation) {
        return PersonField.askedIn(situation.question());
    }

    private static boolean wantsAll(Situation situation) {
        return fields(situation).isEmpty() && situation.subjects().people().size() == 1;
    }
}
