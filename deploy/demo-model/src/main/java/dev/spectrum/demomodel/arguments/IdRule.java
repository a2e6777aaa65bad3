package dev.spectrum.demomodel.arguments;

import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import java.util.Optional;

/** An id is that of the person or deal in question, or stands in the question itself. */
final class IdRule implements ArgumentRule {

    @Override
    public Optional<String> value(Property property, Facts facts) {
        if (!property.says("id", "ids") || facts.isFor(Capability.CREATE_PERSON, Capability.SEND_EMAIL)) {
            return Optional.empty();
        }
        Optional<String> written = facts.mentions().ids().stream().findFirst();
        if (written.isPresent()) {
            return written;
        }
        if (property.says("opportunity", "deal")) {
            return Optional.ofNullable(facts.deal()).map(Deal::id);
        }
        boolean isPersons = property.says("contact", "person", "lead", "customer", "attendee", "recipient")
                || (property.isNamed("id") && facts.isFor(Capability.PERSON_DETAILS, Capability.UPDATE_PERSON));
        return isPersons ? facts.ofPerson(Person::id) : Optional.empty();
    }
}
