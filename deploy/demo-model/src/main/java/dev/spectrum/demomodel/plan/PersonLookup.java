package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Person;
import java.util.Optional;

/** The next call that tells more about a person: their record where its id or email is known, else a search. */
final class PersonLookup {

    private PersonLookup() {}

    static Optional<ToolCall> fresh(Situation situation, Person person) {
        return byRecord(situation, person).or(() -> bySearch(situation, person));
    }

    static Optional<ToolCall> bySearch(Situation situation, Person person) {
        return person.name() == null && person.email() == null
                ? Optional.empty()
                : situation.callFor(Capability.FIND_PEOPLE, person);
    }

    static Optional<ToolCall> byRecord(Situation situation, Person person) {
        return person.id() == null && person.email() == null
                ? Optional.empty()
                : situation.callFor(Capability.PERSON_DETAILS, person);
    }
}
