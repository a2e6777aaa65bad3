package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Person;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One thing asked about a person. */
public enum PersonField {
    PHONE("phone number", "\\b(?:phones?|telephone|mobile|cell|numbers?)\\b"),
    EMAIL("email address", "\\be-?mails?\\b|\\baddress(?:es)?\\b"),
    COMPANY("company", "\\bcompan(?:y|ies)\\b|\\bwork(?:s|ing)? (?:for|at)\\b|\\bemployer\\b|\\bwhere does\\b"),
    TITLE("title", "\\b(?:job )?titles?\\b|\\bposition\\b|\\brole\\b|\\bjob\\b"),
    LAST_CONTACT(
            "last contact",
            "\\blast\\b.*\\b(?:contact|contacted|speak|spoke|spoken|talk|talked|touch|called|heard)\\b"),
    STATUS("status", "\\bstatus\\b"),
    TAGS("tags", "\\btags?\\b|\\btagged\\b"),
    NOTES("note", "\\bnotes?\\b");

    private final String words;
    private final Pattern asked;

    PersonField(String words, String asked) {
        this.words = words;
        this.asked = Pattern.compile(asked, Pattern.CASE_INSENSITIVE);
    }

    /** The fields a question asks for; none means all of them. */
    public static List<PersonField> askedIn(String question) {
        return Stream.of(values())
                .filter(field -> field.asked.matcher(question).find())
                .toList();
    }

    public boolean isKnownOf(Person person) {
        return of(person, LocalDate.EPOCH).isPresent();
    }

    String words() {
        return words;
    }

    Optional<String> of(Person person, LocalDate today) {
        return switch (this) {
            case PHONE -> Optional.ofNullable(person.phone());
            case EMAIL -> Optional.ofNullable(person.email());
            case COMPANY -> Optional.ofNullable(person.company());
            case TITLE -> Optional.ofNullable(person.title());
            case LAST_CONTACT ->
                Optional.ofNullable(person.lastContacted())
                        .map(day -> Phrases.distance(day, today) + " (" + Phrases.day(day) + ")");
            case STATUS -> Optional.ofNullable(person.status());
            case TAGS -> Optional.of(String.join(", ", person.tags())).filter(tags -> !tags.isEmpty());
            case NOTES -> Optional.ofNullable(person.notes());
        };
    }

    String sentence(String name, String value) {
        return switch (this) {
            case COMPANY -> name + " works at " + value;
            case TITLE -> name + " is " + value;
            case LAST_CONTACT -> name + " was last contacted " + value;
            case NOTES -> name + "'s notes say: " + value;
            case TAGS -> name + "'s tags are " + value;
            default -> name + "'s " + words + " is " + value;
        };
    }
}
