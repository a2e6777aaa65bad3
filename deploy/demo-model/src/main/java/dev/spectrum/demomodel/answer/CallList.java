package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.reference.Known;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who to call, best first: one person per open deal, by value times probability, times 3 for a deal that closes within a
 * week or is overdue (2 within two weeks, 1.5 within a month), times 2 after two weeks of silence (1.5 after one), and
 * times 0.3 for somebody spoken to yesterday or today. Where deals name fewer than three, the contacts follow whom nobody
 * has spoken to for longest. Who asked not to be called is left out.
 */
public final class CallList {

    private static final int LENGTH = 3;

    /** Somebody to call, and the deal that is the reason. */
    public record Entry(Person person, @Nullable Deal deal) {}

    private final List<Entry> entries;
    private final LocalDate today;

    private CallList(List<Entry> entries, LocalDate today) {
        this.entries = entries;
        this.today = today;
    }

    /**
     * Chooses and ranks.
     *
     * @param told who has been named before, when the question is who else
     */
    public static CallList from(
            List<Deal> deals, List<Person> contacts, List<Person> told, Known known, LocalDate today) {
        List<Entry> entries = new ArrayList<>();
        Stream<Entry> byDeal = deals.stream()
                .filter(Deal::isOpen)
                .filter(deal -> deal.contact() != null)
                .map(deal -> new Entry(known.recall(Objects.requireNonNull(deal.contact())), deal))
                .sorted(Comparator.comparingDouble((Entry entry) -> weight(entry, today))
                        .reversed());
        Stream<Entry> bySilence = contacts.stream()
                .filter(person -> person.lastContacted() != null)
                .sorted(Comparator.comparing(Person::lastContacted))
                .map(person -> new Entry(known.recall(person), null));
        Stream.concat(byDeal, bySilence)
                .filter(entry -> !entry.person().mustNotBeContacted())
                .filter(entry -> told.stream().noneMatch(entry.person()::isSameAs))
                .forEach(entry -> addOnce(entries, entry));
        return new CallList(entries, today);
    }

    private static void addOnce(List<Entry> entries, Entry entry) {
        if (entries.size() < LENGTH
                && entries.stream().noneMatch(other -> other.person().isSameAs(entry.person()))) {
            entries.add(entry);
        }
    }

    public List<Entry> entries() {
        return entries;
    }

    /** The list without those of whom nothing but an id is known. */
    public CallList ofThoseWithAName() {
        return new CallList(
                entries.stream()
                        .filter(entry ->
                                entry.person().name() != null || entry.person().email() != null)
                        .toList(),
                today);
    }

    /**
     * The list in words.
     *
     * @param dealsRead how many deals, and contacts, it was chosen from
     */
    public String text(int dealsRead, int contactsRead) {
        StringBuilder text = new StringBuilder();
        text.append(
                entries.size() == 1
                        ? "Call this one today:"
                        : "Call these " + Phrases.number(entries.size()) + " today:");
        text.append("\n");
        for (int i = 0; i < entries.size(); i++) {
            text.append("\n").append(i + 1).append(". ").append(line(entries.get(i)));
        }
        boolean anyDeal = entries.stream().anyMatch(entry -> entry.deal() != null);
        text.append("\n\n")
                .append(
                        anyDeal
                                ? "Ranked by value times probability, raised where the close date is near or past and where nobody"
                                        + " has been in touch for a week or more."
                                : "Ranked by how long nobody has been in touch.")
                .append(" Read for this: ")
                .append(Phrases.count(dealsRead, "deal"))
                .append(" and ")
                .append(Phrases.count(contactsRead, "contact"))
                .append(".");
        return text.toString();
    }

    private String line(Entry entry) {
        Person person = entry.person();
        List<String> who = Stream.of(person.title(), person.company())
                .filter(Objects::nonNull)
                .toList();
        StringBuilder line = new StringBuilder(person.label());
        line.append(who.isEmpty() ? "" : " (" + String.join(", ", who) + ")");
        line.append(", ").append(reach(person)).append(".");
        Optional.ofNullable(entry.deal()).ifPresent(deal -> line.append(" ").append(reason(deal)));
        line.append(" ")
                .append(Phrases.capitalised(PersonText.lastContact(person, today)))
                .append(".");
        Optional.ofNullable(entry.deal())
                .map(Deal::nextStep)
                .ifPresent(step -> line.append(" Next step: ").append(Phrases.sentence(step)));
        return line.toString();
    }

    private static String reach(Person person) {
        if (person.phone() != null) {
            return "phone " + person.phone();
        }
        return person.email() == null ? "no phone on record" : "no phone on record, email " + person.email();
    }

    private String reason(Deal deal) {
        List<String> facts = DealText.facts(deal, today);
        return "\"" + deal.label() + "\"" + (facts.isEmpty() ? "" : ": " + String.join(", ", facts)) + ".";
    }

    private static double weight(Entry entry, LocalDate today) {
        Deal deal = Objects.requireNonNull(entry.deal());
        double value = Optional.ofNullable(deal.value()).orElse(BigDecimal.ONE).doubleValue();
        double probability = Optional.ofNullable(deal.probability()).orElse(0.5);
        return value
                * probability
                * urgency(deal.closes(), today)
                * silence(entry.person().lastContacted(), today);
    }

    private static double urgency(@Nullable LocalDate closes, LocalDate today) {
        if (closes == null) {
            return 1;
        }
        long days = ChronoUnit.DAYS.between(today, closes);
        return days <= 7 ? 3 : days <= 14 ? 2 : days <= 31 ? 1.5 : 1;
    }

    private static double silence(@Nullable LocalDate lastContacted, LocalDate today) {
        if (lastContacted == null) {
            return 1;
        }
        long days = ChronoUnit.DAYS.between(lastContacted, today);
        return days >= 14 ? 2 : days >= 7 ? 1.5 : days >= 2 ? 1 : 0.3;
    }
}
