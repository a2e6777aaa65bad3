package dev.spectrum.demomodel.reference;

import dev.spectrum.demomodel.records.Person;
import java.util.List;
import java.util.Optional;

/** Whom a question is about. */
public record Subjects(Certainty certainty, List<Person> people) {

    public enum Certainty {
        /** Nobody is named or referred to. */
        NONE,
        /** Somebody is referred to, but nobody told so far can be meant. */
        UNKNOWN,
        /** These people, all of them. */
        MEANT,
        /** Somebody, of whom this is the likeliest; the answer says so. */
        ASSUMED,
        /** One of these; nothing says which. */
        AMBIGUOUS
    }

    static final Subjects NOBODY = new Subjects(Certainty.NONE, List.of());

    static final Subjects UNKNOWN = new Subjects(Certainty.UNKNOWN, List.of());

    static Subjects oneOf(List<Person> people) {
        return switch (people.size()) {
            case 0 -> NOBODY;
            case 1 -> new Subjects(Certainty.MEANT, people);
            default -> new Subjects(Certainty.AMBIGUOUS, people);
        };
    }

    public boolean areUnknown() {
        return certainty == Certainty.UNKNOWN;
    }

    public boolean isAmbiguous() {
        return certainty == Certainty.AMBIGUOUS;
    }

    /** The one person, or the first of them. */
    public Optional<Person> first() {
        return isAmbiguous() ? Optional.empty() : people.stream().findFirst();
    }
}
