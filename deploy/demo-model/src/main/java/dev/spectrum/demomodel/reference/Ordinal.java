package dev.spectrum.demomodel.reference;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a list, as in "the second one", "#3" or "the last deal". */
final class Ordinal {

    private static final List<String> WORDS =
            List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth");
    private static final Pattern PLACE = Pattern.compile(
            "\\b(" + String.join("|", WORDS) + "|last|\\d{1,2}(?:st|nd|rd|th))"
                    + "(?: (?:one|person|contact|lead|deal|opportunity|name|slot|time|appointment|meeting|option|of (?:them|these|those)|on (?:the|your|that) list)\\b"
                    + "|['’]s\\b|(?=\\s*(?:$|[?.!,;]))| (?=please|instead|then|works|is\\b))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile(
            "(?:\\b(?:number|no\\.?|option)\\s+|#)(\\d{1,2}|one|two|three|four|five)\\b(?![\\d+])",
            Pattern.CASE_INSENSITIVE);
    private static final List<String> NUMBERS = List.of("one", "two", "three", "four", "five");

    private Ordinal() {}

    /** The place from 0; of a list of this size, "last" is its end. Empty too for a place behind the end. */
    static Optional<Integer> in(String question, int size) {
        return place(question, size).filter(place -> place >= 0 && place < size);
    }

    private static Optional<Integer> place(String question, int size) {
        Matcher ordinal = PLACE.matcher(question);
        if (ordinal.find()) {
            String word = ordinal.group(1).toLowerCase(Locale.ROOT);
            if (word.equals("last")) {
                return Optional.of(size - 1);
            }
            return Optional.of(
                    WORDS.contains(word) ? WORDS.indexOf(word) : Integer.parseInt(word.replaceAll("\\D", "")) - 1);
        }
        Matcher number = NUMBER.matcher(question);
        if (number.find()) {
            String word = number.group(1).toLowerCase(Locale.ROOT);
            return Optional.of(NUMBERS.contains(word) ? NUMBERS.indexOf(word) : Integer.parseInt(word) - 1);
        }
        return Optional.empty();
    }
}
