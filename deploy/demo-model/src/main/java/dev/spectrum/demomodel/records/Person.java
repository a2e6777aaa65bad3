package dev.spectrum.demomodel.records;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A contact, lead or customer, as far as tools or the conversation have told. */
public record Person(
        @Nullable String id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String title,
        @Nullable String company,
        @Nullable String status,
        List<String> tags,
        @Nullable LocalDate lastContacted,
        @Nullable String notes,
        boolean complete) {

    /** Somebody of whom only the name is known. */
    public static Person named(String name) {
        return new Person(null, name, null, null, null, null, null, List.of(), null, null, false);
    }

    /** How an answer calls them. */
    public String label() {
        return Optional.ofNullable(name).or(() -> Optional.ofNullable(email)).orElse("an unnamed contact");
    }

    public boolean isCalled(String words) {
        return name != null
                && (" " + name.toLowerCase(Locale.ROOT) + " ").contains(" " + words.toLowerCase(Locale.ROOT) + " ");
    }

    public boolean worksAt(String words) {
        return company != null && company.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** Asked not to be contacted, by status or tag. */
    public boolean mustNotBeContacted() {
        return Stream.concat(tags.stream(), Optional.ofNullable(status).stream())
                .map(word -> word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " "))
                .anyMatch(word -> word.matches("do not (call|contact)|unsubscribed|dnc|opted out"));
    }

    public boolean isSameAs(Person other) {
        return equalWhereBothKnown(other, Person::id)
                .or(() -> equalWhereBothKnown(other, Person::email))
                .or(() -> equalWhereBothKnown(other, Person::name))
                .orElse(false);
    }

    /** This record, with what it lacks taken from the other. */
    public Person completedBy(Person other) {
        return new Person(
                firstKnown(other, Person::id),
                firstKnown(other, Person::name),
                firstKnown(other, Person::email),
                firstKnown(other, Person::phone),
                firstKnown(other, Person::title),
                firstKnown(other, Person::company),
                firstKnown(other, Person::status),
                tags.isEmpty() ? other.tags : tags,
                lastContacted == null ? other.lastContacted : lastContacted,
                firstKnown(other, Person::notes),
                complete || other.complete);
    }

    private @Nullable String firstKnown(Person other, Function<Person, @Nullable String> field) {
        String own = field.apply(this);
        return own == null ? field.apply(other) : own;
    }

    private Optional<Boolean> equalWhereBothKnown(Person other, Function<Person, @Nullable String> field) {
        String own = field.apply(this);
        String theirs = field.apply(other);
        return own == null || theirs == null ? Optional.empty() : Optional.of(own.equalsIgnoreCase(theirs));
    }
}
