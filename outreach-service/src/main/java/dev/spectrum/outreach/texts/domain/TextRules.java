package dev.spectrum.outreach.texts.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a generated text has to be, and what makes it doubtful. A model may say anything, and a lead's fields may ask it to. */
public final class TextRules {

    private static final int LONGEST_SUBJECT = 200;

    /** A host, with or without the rest of its address; an email address has one too. */
    private static final Pattern HOST = Pattern.compile("(?i)\\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,24}\\b");

    private static final Pattern NUMBER = Pattern.compile("\\+?\\d[\\d ().-]{6,}\\d");

    /** What templates and models leave where they do not know: {@code {{x}}}, {@code [Your name]}, {@code <company>}. */
    private static final Pattern HOLE = Pattern.compile("\\{\\{|}}|\\[[^\\]\\n]{1,60}]|<[^>\\n]{1,60}>");

    private TextRules() {}

    /** The text as it is kept: no control characters but line ends, a subject in one line. */
    public static TextAnswer.Written tidied(TextAnswer.Written text) {
        return new TextAnswer.Written(
                text.runId(),
                text.subject().replaceAll("\\p{Cntrl}+", " ").strip(),
                text.body()
                        .replace("\r\n", "\n")
                        .replaceAll("[\\p{Cntrl}&&[^\n\t]]+", " ")
                        .strip());
    }

    /** Why it can't be sent at all; empty if it can. */
    public static Optional<String> fault(TextBrief brief, TextAnswer.Written text) {
        if (text.body().isBlank()) {
            return Optional.of("The agent wrote nothing.");
        }
        if (text.body().length() > brief.longestText()) {
            return Optional.of("The agent wrote more than " + brief.longestText() + " characters.");
        }
        if (brief.channel().hasSubject()
                && (text.subject().isBlank() || text.subject().length() > LONGEST_SUBJECT)) {
            return Optional.of("The agent wrote no subject of at most " + LONGEST_SUBJECT + " characters.");
        }
        return Optional.empty();
    }

    /** Why a person has to see it: what neither the template nor the instructions say, though a reader would act on it. */
    public static List<String> doubts(TextBrief brief, TextAnswer.Written text) {
        String written = text.subject() + "\n" + text.body();
        String given =
                (brief.subject() + "\n" + brief.body() + "\n" + brief.by().instructions()).toLowerCase(Locale.ROOT);
        List<String> doubts = new ArrayList<>();
        HOST.matcher(written)
                .results()
                .map(MatchResult::group)
                .filter(host -> !given.contains(host.toLowerCase(Locale.ROOT)))
                .distinct()
                .limit(5)
                .forEach(host -> doubts.add("It leads to " + host + "."));
        NUMBER.matcher(written)
                .results()
                .map(MatchResult::group)
                .filter(number -> !given.contains(number))
                .distinct()
                .limit(5)
                .forEach(number -> doubts.add("It names the number " + number + "."));
        HOLE.matcher(written)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .ifPresent(hole -> doubts.add("It has a hole: " + hole));
        return doubts;
    }
}
