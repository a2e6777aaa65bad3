package dev.spectrum.demomodel.reference;

import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.records.Records;
import dev.spectrum.demomodel.records.ToolOutcome;
import dev.spectrum.demomodel.reference.Subjects.Certainty;
import dev.spectrum.demomodel.words.Mentions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves whom a question means: a name; else a place in the list told last; else "the Northwind one"; else a deal's
 * contact; else a pronoun, which means whoever was spoken of last.
 */
public final class References {

    private static final Pattern THE_ONE_OF = Pattern.compile(
            "\\bone (?:at|from)\\b|\\b(?:the|that)\\b[^.?!]*\\b(?:one|guy|woman|man|lady|person)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PRONOUN = Pattern.compile(
            "\\b(?:(she|her|hers)|(he|him|his)|(they|them|their|theirs)"
                    + "|(?:this|that|the) (?:same )?(?:person|contact|lead|customer|prospect|one|guy|woman|man|deal|opportunity))\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ALL_OF_THEM = Pattern.compile(
            "\\b(?:all|both|each)\\b|\\btheir (?:\\w+ )?(?:emails|numbers|phones|addresses|companies|titles|deals|details)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern THAT_DEAL = Pattern.compile(
            "\\b(?:this|that|the|her|his|their) (?:deal|opportunity)\\b|\\bit\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern ITS_FIELD = Pattern.compile(
            "\\bthe (?:next step|value|stage|probability|close date|amount)\\b", Pattern.CASE_INSENSITIVE);

    private final Known known;
    private final List<Message> before;

    public References(Known known, List<Message> before) {
        this.known = known;
        this.before = before;
    }

    public Subjects people(Mentions mentions) {
        if (!mentions.people().isEmpty()) {
            return named(mentions);
        }
        return listedPerson(mentions.question())
                .or(() -> theOneAt(mentions))
                .or(() -> contactOfDeal(mentions))
                .or(() -> pronoun(mentions.question()))
                .orElse(Subjects.NOBODY);
    }

    /** The deal that is named; or the one told last, where "that deal" or a question for "the next step" means it. */
    public Optional<Deal> deal(Mentions mentions) {
        Optional<Deal> named = mentions.deals().stream()
                .flatMap(name -> known.deals().stream().filter(deal -> name.equals(deal.name())))
                .findFirst();
        if (named.isPresent()) {
            return named;
        }
        boolean namesNothing =
                mentions.people().isEmpty() && mentions.companies().isEmpty();
        if (THAT_DEAL.matcher(mentions.question()).find()) {
            return toldLast(Integer.MAX_VALUE);
        }
        return namesNothing && ITS_FIELD.matcher(mentions.question()).find() ? toldLast(1) : Optional.empty();
    }

    /** The first deal that the last message with deals names, if it names no more than so many. */
    private Optional<Deal> toldLast(int most) {
        return spokenBackwards().stream()
                .map(message -> known.deals().stream()
                        .filter(deal -> deal.name() != null && message.text().contains(deal.name()))
                        .toList())
                .filter(deals -> !deals.isEmpty())
                .findFirst()
                .filter(deals -> deals.size() <= most)
                .map(deals -> deals.get(0));
    }

    /** The text of the item that the question points at in the list told last. */
    public Optional<String> listedItem(String question) {
        return lists().stream().findFirst().flatMap(list -> itemAt(list, question));
    }

    private static Optional<String> itemAt(NumberedList list, String question) {
        return Ordinal.in(question, list.items().size()).map(list.items()::get);
    }

    private Subjects named(Mentions mentions) {
        List<Person> all = new ArrayList<>();
        List<String> names = mentions.people().stream()
                .filter(name -> mentions.people().stream()
                        .noneMatch(longer ->
                                longer.length() > name.length() && (" " + longer + " ").contains(" " + name + " ")))
                .toList();
        for (String name : names) {
            List<Person> called = known.people().stream()
                    .filter(person -> person.isCalled(name))
                    .filter(person -> mentions.companies().isEmpty()
                            || mentions.companies().stream().anyMatch(person::worksAt))
                    .toList();
            if (called.size() > 1) {
                return Subjects.oneOf(called);
            }
            all.add(called.isEmpty() ? Person.named(name) : called.get(0));
        }
        return new Subjects(Certainty.MEANT, all);
    }

    private Optional<Subjects> listedPerson(String question) {
        return lists().stream()
                .flatMap(list -> itemAt(list, question).stream())
                .flatMap(item -> known.namedIn(item).stream().limit(1))
                .findFirst()
                .or(() -> {
                    List<Person> returned = lastReturned();
                    return Ordinal.in(question, returned.size())
                            .map(returned::get)
                            .map(known::recall);
                })
                .map(person -> new Subjects(Certainty.MEANT, List.of(person)));
    }

    private Optional<Subjects> theOneAt(Mentions mentions) {
        if (mentions.companies().isEmpty()
                || !THE_ONE_OF.matcher(mentions.question()).find()) {
            return Optional.empty();
        }
        List<Person> there = known.people().stream()
                .filter(person -> mentions.companies().stream().anyMatch(person::worksAt))
                .toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(Subjects.oneOf(there));
    }

    private Optional<Subjects> contactOfDeal(Mentions mentions) {
        return deal(mentions)
                .map(Deal::contact)
                .map(known::recall)
                .map(person -> new Subjects(Certainty.MEANT, List.of(person)));
    }

    private Optional<Subjects> pronoun(String question) {
        Matcher pronoun = PRONOUN.matcher(question);
        if (!pronoun.find()) {
            return Optional.empty();
        }
        Predicate<Person> fits = pronoun.group(1) != null
                ? person -> GivenNames.mayBeHer(person.label())
                : pronoun.group(2) != null ? person -> GivenNames.mayBeHim(person.label()) : person -> true;
        List<Person> spokenOf = spokenOfLast(fits);
        if (spokenOf.isEmpty()) {
            return Optional.of(Subjects.UNKNOWN);
        }
        boolean all = pronoun.group(3) != null && ALL_OF_THEM.matcher(question).find();
        return Optional.of(
                all || spokenOf.size() == 1
                        ? new Subjects(Certainty.MEANT, spokenOf)
                        : new Subjects(Certainty.ASSUMED, spokenOf.subList(0, 1)));
    }

    /** Whom of these the last message names that names any; the user's choice, if the answer to it names several. */
    private List<Person> spokenOfLast(Predicate<Person> fits) {
        List<Message> backwards = spokenBackwards();
        for (int i = 0; i < backwards.size(); i++) {
            List<Person> named = namedIn(backwards.get(i), fits);
            if (named.size() > 1 && i + 1 < backwards.size()) {
                List<Person> asked = namedIn(backwards.get(i + 1), fits);
                if (asked.size() == 1 && named.contains(asked.get(0))) {
                    return asked;
                }
            }
            if (!named.isEmpty()) {
                return named;
            }
        }
        return lastReturned().stream().filter(fits).toList();
    }

    private List<Person> namedIn(Message message, Predicate<Person> fits) {
        return known.namedIn(message.text()).stream().filter(fits).toList();
    }

    /** The lists in the assistant's messages, the last first. */
    private List<NumberedList> lists() {
        return spokenBackwards().stream()
                .filter(Message.Assistant.class::isInstance)
                .flatMap(message -> NumberedList.in(message.text()).stream())
                .toList();
    }

    /** The people that the last tool result with people in it lists. */
    private List<Person> lastReturned() {
        List<Person> last = List.of();
        for (Message message : before) {
            if (message instanceof Message.ToolResult result
                    && ToolOutcome.of(result.text()) instanceof ToolOutcome.Data data) {
                Records records = Records.in(data.json(), ZoneOffset.UTC);
                List<Person> people = records.people().isEmpty()
                        ? records.deals().stream()
                                .map(Deal::contact)
                                .filter(Objects::nonNull)
                                .toList()
                        : records.people();
                last = people.isEmpty() ? last : people;
            }
        }
        return last;
    }

    private List<Message> spokenBackwards() {
        List<Message> spoken = new ArrayList<>(before.stream()
                .filter(message -> message instanceof Message.User || message instanceof Message.Assistant)
                .filter(message -> !message.text().isBlank())
                .toList());
        Collections.reverse(spoken);
        return spoken;
    }
}
