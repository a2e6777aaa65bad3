package dev.spectrum.demomodel.reference;

import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.records.Records;
import dev.spectrum.demomodel.records.ToolOutcome;
import dev.spectrum.demomodel.words.KnownNames;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The people and deals that the conversation has told so far: by what tools returned and, where those
 * messages are gone, by the names at the head of an assistant's sentences and list items. What was told last wins.
 */
public final class Known {

    private static final String NAME =
            "\\p{Lu}[\\p{L}'’.-]{1,40}(?: (?:van|der|den|de|del|da|di|la|von|al|el)){0,2}(?: \\p{Lu}[\\p{L}'’-]{0,40}){1,3}";
    private static final Pattern WHOLE_NAME = Pattern.compile(NAME);
    private static final Pattern WITH_NAME =
            Pattern.compile("\\bwith (" + NAME + ")(?= \\(|[:.,;]|$)", Pattern.MULTILINE);

    private final List<Person> people = new ArrayList<>();
    private final List<Deal> deals = new ArrayList<>();

    public static Known from(Turn turn, ZoneId zone) {
        Known known = new Known();
        Stream.concat(Turn.steps(turn.before()).stream(), turn.steps().stream())
                .map(step -> ToolOutcome.of(step.result()))
                .forEach(outcome -> known.add(outcome, zone));
        turn.before().stream()
                .filter(Message.Assistant.class::isInstance)
                .forEach(message -> known.addNamesIn(message.text()));
        return known;
    }

    public List<Person> people() {
        return people;
    }

    public List<Deal> deals() {
        return deals;
    }

    public KnownNames names() {
        return new KnownNames(
                people.stream().map(Person::name).filter(Objects::nonNull).toList(),
                people.stream()
                        .map(Person::company)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                deals.stream().map(Deal::name).filter(Objects::nonNull).toList());
    }

    /** This person with all that is known of them. */
    public Person recall(Person person) {
        return people.stream()
                .filter(other -> other.isSameAs(person))
                .findFirst()
                .map(person::completedBy)
                .orElse(person);
    }

    /** The people that a text names in full, in the order of the text. */
    public List<Person> namedIn(String text) {
        return people.stream()
                .filter(person -> person.name() != null && text.contains(person.name()))
                .sorted(Comparator.comparingInt(person -> text.indexOf(person.label())))
                .toList();
    }

    private void add(ToolOutcome outcome, ZoneId zone) {
        if (outcome instanceof ToolOutcome.Data data) {
            Records records = Records.in(data.json(), zone);
            records.people().forEach(this::add);
            records.deals().forEach(this::add);
        }
    }

    private void add(Person person) {
        for (int i = 0; i < people.size(); i++) {
            if (people.get(i).isSameAs(person)) {
                people.set(i, person.completedBy(people.get(i)));
                return;
            }
        }
        people.add(person);
    }

    private void add(Deal deal) {
        deals.removeIf(other -> other.id() != null && other.id().equals(deal.id()));
        deals.add(deal);
        Optional.ofNullable(deal.contact()).ifPresent(this::add);
    }

    private void addNamesIn(String text) {
        Stream<String> heads = text.lines()
                .map(NumberedList::head)
                .filter(head -> WHOLE_NAME.matcher(head).matches());
        Stream<String> partners = WITH_NAME.matcher(text).results().map(found -> found.group(1));
        Stream.concat(heads, partners)
                .filter(name -> deals.stream().noneMatch(deal -> name.equals(deal.name())))
                .filter(name -> people.stream().noneMatch(person -> name.equals(person.company())))
                .toList()
                .forEach(name -> add(Person.named(name)));
    }
}
