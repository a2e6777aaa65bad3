package dev.spectrum.demomodel.words;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything a question names literally.
 *
 * @param people full or single names, as written
 * @param companies names after "at" or "from", or with a company's ending
 * @param deals names of deals that the conversation knows
 * @param amounts in the currency's main unit ("$48k" is 48000)
 * @param percents from 0 to 100
 * @param rest the words that are none of these, spaced as in the question
 * @param inGeneralWords the question with "someone" for a name, "an email address" for an address and so on
 */
public record Mentions(
        String question,
        List<String> ids,
        List<String> emails,
        List<String> phones,
        List<String> links,
        List<String> quoted,
        List<BigDecimal> amounts,
        List<BigDecimal> percents,
        When when,
        List<String> people,
        List<String> companies,
        List<String> deals,
        String rest,
        String inGeneralWords) {

    private static final Pattern ID =
            Pattern.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");
    private static final Pattern EMAIL = Pattern.compile(
            "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>)]+");
    private static final Pattern QUOTED = Pattern.compile("[\"“„]([^\"“”„]{1,2000})[\"”“]");
    private static final Pattern PHONE =
            Pattern.compile("(?<![\\w.])(?:\\+|00)\\d[\\d ().\\-]{6,18}\\d\\b|\\(\\d{3}\\) ?\\d{3}-\\d{4}"
                    + "|(?<![\\w-])\\d{3}-\\d{4}(?![\\w-])|(?<![\\w-])\\d{3}-\\d{3}-\\d{4}(?![\\w-])");
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:[$€£]|\\b(?:usd|eur|gbp) ?)\\s?(\\d[\\d,]*(?:\\.\\d+)?)(?:\\s?(k|m|thousand|million))?\\b"
                    + "|\\b(\\d[\\d,]*(?:\\.\\d+)?)\\s?(k|m|thousand|million)?\\s?(?:usd|eur|gbp|dollars?|euros?|pounds)\\b"
                    + "|\\b(?:worth|value(?: of)?|over|under|above|below|more than|less than) (\\d[\\d,]*(?:\\.\\d+)?)"
                    + "(?:\\s?(k|m|thousand|million))?\\b(?! ?(?:%|percent|days?|weeks?|months?))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PERCENT =
            Pattern.compile("\\b(\\d{1,3}(?:\\.\\d+)?)\\s?(?:%|percent\\b)", Pattern.CASE_INSENSITIVE);

    /** What a text names, without anything known of the conversation and its time. */
    public static Mentions literal(String text) {
        return in(text, Instant.EPOCH.atZone(ZoneOffset.UTC), KnownNames.NONE);
    }

    /**
     * Reads a question.
     *
     * @param known names that the conversation has already told, so that "dana" alone is found as well
     */
    public static Mentions in(String question, ZonedDateTime now, KnownNames known) {
        Text text = new Text(question);
        List<String> ids = all(text, ID, "this", MatchResult::group);
        List<String> links = all(text, LINK, "a link", MatchResult::group);
        List<String> emails = all(text, EMAIL, "an email address", MatchResult::group);
        List<String> quoted = all(text, QUOTED, "this", found -> found.group(1));
        List<BigDecimal> amounts = all(text, AMOUNT, "an amount", Mentions::amount);
        List<BigDecimal> percents = all(text, PERCENT, "a percentage", found -> new BigDecimal(found.group(1)));
        List<String> phones =
                all(text, PHONE, "a number", found -> found.group().strip());
        When when = TimeWords.take(text, now);
        NameWords names = NameWords.take(text, known);
        return new Mentions(
                question,
                ids,
                emails,
                phones,
                links,
                quoted,
                amounts,
                percents,
                when,
                names.people(),
                names.companies(),
                names.deals(),
                text.rest(),
                text.inGeneralWords());
    }

    /**
     * This question together with the reply to what was asked back; where both say something, the reply counts.
     *
     * @param joint the words between the two, as in "saying"
     */
    public Mentions answeredBy(Mentions reply, String joint) {
        return new Mentions(
                question + " " + (joint.isEmpty() ? "" : joint + " ") + reply.question,
                both(reply.ids, ids),
                both(reply.emails, emails),
                both(reply.phones, phones),
                both(reply.links, links),
                both(reply.quoted, quoted),
                both(reply.amounts, amounts),
                both(reply.percents, percents),
                when.correctedBy(reply.when),
                both(reply.people, people),
                both(reply.companies, companies),
                both(reply.deals, deals),
                rest + " " + reply.rest,
                inGeneralWords);
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    public Optional<String> person() {
        return people.stream().findFirst();
    }

    public Optional<String> email() {
        return emails.stream().findFirst();
    }

    private static <T> List<T> all(Text text, Pattern pattern, String generalWord, Function<MatchResult, T> read) {
        List<T> found = new ArrayList<>();
        Optional<MatchResult> next = text.take(pattern, generalWord);
        while (next.isPresent()) {
            found.add(read.apply(next.get()));
            next = text.take(pattern, generalWord);
        }
        return found;
    }

    private static BigDecimal amount(MatchResult found) {
        int group = found.group(1) != null ? 1 : found.group(3) != null ? 3 : 5;
        BigDecimal number = new BigDecimal(found.group(group).replace(",", ""));
        String unit = found.group(group + 1);
        if (unit == null) {
            return number;
        }
        return number.multiply(
                unit.toLowerCase(Locale.ROOT).matches("k|thousand")
                        ? BigDecimal.valueOf(1_000)
                        : BigDecimal.valueOf(1_000_000));
    }
}
