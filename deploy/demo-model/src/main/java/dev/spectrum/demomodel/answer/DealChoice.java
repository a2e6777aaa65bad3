package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.reference.Known;
import dev.spectrum.demomodel.words.Mentions;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the deals a question is about out of those that were read: open ones unless it says won or lost, by close
 * date, stage, person, company and value as far as it names them.
 *
 * @param person whose deals are meant, if it is somebody's
 * @param deal the one deal that is meant
 */
public record DealChoice(
        Mentions mentions,
        @Nullable Person person,
        @Nullable Deal deal,
        Known known,
        LocalDate today) {

    private static final Pattern ENDED =
            Pattern.compile("\\b(won|lost|closed)\\b|\\bdid (?:we|i) (win|lose|close)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BIGGEST =
            Pattern.compile("\\b(?:biggest|largest|highest|most valuable)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern OVERDUE = Pattern.compile("\\b(?:overdue|late|past due)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern AT_MOST =
            Pattern.compile("\\b(?:under|below|less than|at most|up to)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern AT_LEAST = Pattern.compile(
            "\\b(?:over|above|more than|at least|exceeding|bigger than|larger than)\\b", Pattern.CASE_INSENSITIVE);

    /** The chosen deals, the soonest to close first; the most valuable first where the question asks for size. */
    List<Deal> of(List<Deal> read) {
        if (deal != null) {
            return read.stream().filter(each -> isSame(deal, each)).toList();
        }
        Optional<String> stage = stageAsked(read);
        List<Deal> chosen = read.stream()
                .filter(each -> endedAsked().map(each::isIn).orElseGet(each::isOpen))
                .filter(each -> stage.map(asked -> asked.equals(each.stage())).orElse(true))
                .filter(this::isOfAskedDays)
                .filter(this::isWithWhomAsked)
                .filter(this::isOfAskedValue)
                .sorted(order())
                .toList();
        boolean onlyTheFirst = asks(BIGGEST) && !question().matches("(?i).*\\b(?:deals|opportunities)\\b.*");
        return onlyTheFirst ? chosen.stream().limit(1).toList() : chosen;
    }

    /** "open deals in negotiation with Northwind closing up to Mon 30 Nov 2026". */
    String description(List<Deal> read) {
        if (deal != null) {
            return "deals";
        }
        List<String> words = new ArrayList<>();
        words.add(endedAsked().map(ended -> String.join(" or ", ended)).orElse("open") + " deals");
        stageAsked(read).ifPresent(stage -> words.add("in " + stage.replace('_', ' ')));
        Optional.ofNullable(person)
                .map(Person::label)
                .or(() -> mentions.companies().stream().findFirst())
                .ifPresent(name -> words.add("with " + name));
        if (asks(OVERDUE)) {
            words.add("past their close date");
        }
        if (mentions.when().saysDays()) {
            words.add("closing" + Phrases.span(mentions.when()));
        }
        return String.join(" ", words);
    }

    Optional<Person> contact(Deal each) {
        return Optional.ofNullable(each.contact()).map(known::recall);
    }

    private Comparator<Deal> order() {
        return asks(BIGGEST)
                ? Comparator.comparing(DealChoice::value).reversed()
                : Comparator.comparing(each -> Objects.requireNonNullElse(each.closes(), LocalDate.MAX));
    }

    private Optional<List<String>> endedAsked() {
        Matcher ended = ENDED.matcher(question());
        if (!ended.find()) {
            return Optional.empty();
        }
        String word = Objects.requireNonNullElse(ended.group(1), ended.group(2));
        return Optional.of(
                switch (word.toLowerCase(Locale.ROOT).charAt(0)) {
                    case 'w' -> List.of("won");
                    case 'l' -> List.of("lost");
                    default -> List.of("won", "lost", "closed");
                });
    }

    /** A stage that some deal has and the question names. */
    private Optional<String> stageAsked(List<Deal> read) {
        return read.stream()
                .filter(Deal::isOpen)
                .map(Deal::stage)
                .filter(Objects::nonNull)
                .distinct()
                .filter(stage -> question()
                        .toLowerCase(Locale.ROOT)
                        .matches(".*\\b" + Pattern.quote(stage.replace('_', ' ').toLowerCase(Locale.ROOT)) + ".*"))
                .findFirst();
    }

    private boolean isOfAskedDays(Deal each) {
        LocalDate closes = each.closes();
        boolean isOverdue = closes != null && closes.isBefore(today);
        boolean isInTime = !mentions.when().saysDays()
                || (closes != null && mentions.when().includes(closes));
        return isInTime && (isOverdue || !asks(OVERDUE));
    }

    private boolean isWithWhomAsked(Deal each) {
        Optional<Person> contact = contact(each);
        if (person != null) {
            return contact.map(person::isSameAs).orElse(false);
        }
        return mentions.companies().isEmpty()
                || mentions.companies().stream().anyMatch(company -> isWith(company, each, contact));
    }

    private static boolean isWith(String company, Deal each, Optional<Person> contact) {
        return contact.map(who -> who.worksAt(company)).orElse(false)
                || each.label().toLowerCase(Locale.ROOT).contains(company.toLowerCase(Locale.ROOT));
    }

    private boolean isOfAskedValue(Deal each) {
        if (mentions.amounts().isEmpty()) {
            return true;
        }
        int compared = value(each).compareTo(mentions.amounts().get(0));
        return asks(AT_MOST) ? compared <= 0 : !asks(AT_LEAST) || compared >= 0;
    }

    private static boolean isSame(Deal one, Deal other) {
        return (one.id() != null && other.id() != null)
                ? one.id().equals(other.id())
                : one.label().equals(other.label());
    }

    private static BigDecimal value(Deal each) {
        return Objects.requireNonNullElse(each.value(), BigDecimal.ZERO);
    }

    private boolean asks(Pattern pattern) {
        return pattern.matcher(question()).find();
    }

    private String question() {
        return mentions.question();
    }
}
