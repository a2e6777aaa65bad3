package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.PersonText;
import dev.spectrum.demomodel.arguments.Property;
import dev.spectrum.demomodel.records.Person;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is asked back. Every one ends with a question mark, by which the reply is recognised as its answer. */
final class AskBack {

    static final String WHO = "Whom do you mean?";
    static final String WHOM_TO_ADD = "What are the contact's name and email address?";
    static final String WHAT_TO_WRITE = "What should the email say?";
    static final String WHAT_TO_CHANGE = "What should be changed, and to what?";

    private AskBack() {}

    static String whichOne(List<Person> people) {
        return IntStream.range(0, people.size())
                .mapToObj(place -> (place + 1) + ". " + PersonText.choice(people.get(place)))
                .collect(Collectors.joining("\n", "There are several:\n\n", "\n\nWhich one do you mean?"));
    }

    static String forMissing(List<Property> missing) {
        String names = missing.stream()
                .map(property -> property.name().replace('_', ' '))
                .collect(Collectors.joining(", "));
        return "I still need to know: " + names + ". Can you tell me?";
    }
}
