package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Person;
import java.time.LocalDate;
import java.util.List;

/** The contacts that a search found. */
public final class PeopleAnswer {

    private PeopleAnswer() {}

    /**
     * One contact in detail, several in a line each, or their number.
     *
     * @param what was searched for; empty for all contacts
     * @param question to tell "how many" from "which"
     */
    public static String text(List<Person> found, String what, String question, boolean more, LocalDate today) {
        if (found.isEmpty()) {
            return what.isEmpty() ? "The CRM returned no contacts." : "No contact in the CRM matches \"" + what + "\".";
        }
        String heading = Phrases.count(found.size(), "contact") + (what.isEmpty() ? "" : " for \"" + what + "\"");
        if (Phrases.asksHowMany(question)) {
            return (more ? "At least " : "") + heading + ".";
        }
        if (found.size() == 1) {
            return PersonText.details(found.get(0), List.of(), today);
        }
        return heading + ":\n\n" + Phrases.numbered(found, PersonText::line)
                + (more ? "\n\nThe CRM has more contacts than it returned at once." : "");
    }
}
