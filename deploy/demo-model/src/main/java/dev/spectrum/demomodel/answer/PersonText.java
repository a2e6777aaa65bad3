package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A person in words: one field, a line, or all that is known. */
public final class PersonText {

    private PersonText() {}

    /** "Dana Whitfield (VP Operations, Northwind Logistics), dana@northwind.example, +1 312-555-0142". */
    public static String line(Person person) {
        List<String> who = Stream.of(person.title(), person.company())
                .filter(Objects::nonNull)
                .toList();
        List<String> parts = new ArrayList<>();
        parts.add(person.label() + (who.isEmpty() ? "" : " (" + String.join(", ", who) + ")"));
        Optional.ofNullable(person.email())
                .filter(email -> person.name() != null)
                .ifPresent(parts::add);
        Optional.ofNullable(person.phone()).ifPresent(parts::add);
        return String.join(", ", parts);
    }

    /** "Dana Whitfield, Northwind Logistics": enough to choose between several. */
    public static String choice(Person person) {
        return Optional.ofNullable(person.company())
                .map(company -> person.label() + " (" + company + ")")
                .orElse(person.label());
    }

    public static String field(PersonField field, Person person, LocalDate today) {
        String name = person.label();
        Optional<String> value = field.of(person, today);
        if (value.isPresent()) {
            return Phrases.sentence(field.sentence(name, value.get()));
        }
        String instead = Stream.of(PersonField.PHONE, PersonField.EMAIL)
                .filter(other -> other != field && (field == PersonField.PHONE || field == PersonField.EMAIL))
                .flatMap(other ->
                        other
                                .of(person, today)
                                .map(known -> " " + Phrases.sentence(other.sentence(name, known)))
                                .stream())
                .findFirst()
                .orElse("");
        return "No " + field.words() + " is recorded for " + name + "." + instead;
    }

    public static String details(Person person, List<Deal> deals, LocalDate today) {
        StringBuilder text = new StringBuilder(person.label());
        String role = Stream.of(
                        Optional.ofNullable(person.title())
                                .map(title -> " is " + title)
                                .orElse(""),
                        Optional.ofNullable(person.company())
                                .map(company -> (person.title() == null ? " is" : "") + " at " + company)
                                .orElse(""))
                .reduce("", String::concat);
        text.append(role.isEmpty() ? " is in the records" : role);
        text.append(Optional.ofNullable(person.status())
                        .map(status -> " (" + status + ")")
                        .orElse(""))
                .append(".");
        Optional.ofNullable(person.email())
                .ifPresent(email -> text.append("\n- Email: ").append(email));
        text.append("\n- Phone: ").append(Optional.ofNullable(person.phone()).orElse("none on record"));
        text.append("\n- ").append(Phrases.capitalised(lastContact(person, today)));
        if (!person.tags().isEmpty()) {
            text.append("\n- Tags: ").append(String.join(", ", person.tags()));
        }
        Optional.ofNullable(person.notes())
                .ifPresent(notes -> text.append("\n- Notes: ").append(notes));
        deals.forEach(deal -> text.append("\n- Deal: ")
                .append(DealText.line(deal, Optional.empty(), today))
                .append(Optional.ofNullable(deal.nextStep())
                        .map(step -> "; next step: " + step)
                        .orElse("")));
        return text.toString();
    }

    static String lastContact(Person person, LocalDate today) {
        return Optional.ofNullable(person.lastContacted())
                .map(day -> "last contacted " + Phrases.distance(day, today))
                .orElse("no contact is recorded yet");
    }
}
