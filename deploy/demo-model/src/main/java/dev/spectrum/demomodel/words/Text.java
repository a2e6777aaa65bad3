package dev.spectrum.demomodel.words;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text out of which what was understood is taken, so that nothing is understood twice. */
public final class Text {

    private final String original;
    private final StringBuilder rest;
    private final NavigableMap<Integer, Replacement> replacements = new TreeMap<>();

    public Text(String text) {
        this.original = text;
        this.rest = new StringBuilder(text);
    }

    /** The first match, taken out of the text. */
    public Optional<MatchResult> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(rest);
        if (!matcher.find()) {
            return Optional.empty();
        }
        MatchResult found = matcher.toMatchResult();
        blank(found.start(), found.end());
        return Optional.of(found);
    }

    /** The first match, which {@link #inGeneralWords} calls by this word. */
    Optional<MatchResult> take(Pattern pattern, String generalWord) {
        Optional<MatchResult> found = take(pattern);
        found.ifPresent(match -> call(match.start(), match.end(), generalWord));
        return found;
    }

    void call(int start, int end, String generalWord) {
        blank(start, end);
        replacements.put(start, new Replacement(end, generalWord));
    }

    public void blank(int start, int end) {
        for (int i = start; i < end; i++) {
            rest.setCharAt(i, ' ');
        }
    }

    /** What is left, as long as the text was: positions still hold. */
    public String rest() {
        return rest.toString();
    }

    /** The text with general words in place of names and addresses. */
    String inGeneralWords() {
        StringBuilder general = new StringBuilder();
        int position = 0;
        for (var replaced : replacements.entrySet()) {
            general.append(original, position, replaced.getKey())
                    .append(replaced.getValue().word());
            position = replaced.getValue().end();
        }
        return general.append(original, position, original.length()).toString();
    }

    private record Replacement(int end, String word) {}
}
