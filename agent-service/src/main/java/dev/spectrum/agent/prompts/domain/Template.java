package dev.spectrum.agent.prompts.domain;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders, {@code {{name}}}. A single brace is text, so that a prompt may show JSON; two opening ones always
 * begin a placeholder. Values are put in once: what looks like a placeholder in a value stays as it is.
 */
public record Template(String text) {

    /** What a variable may be called. */
    public static final String NAME = "[a-z][a-z0-9_]{0,62}";

    private static final String OPENING = "{{";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(" + NAME + ")\\s*}}");

    /** What is wrong with it, for whoever wrote it; empty if nothing is. */
    public Optional<String> fault() {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int at = text.indexOf(OPENING);
        while (at >= 0) {
            if (!placeholder.find(at) || placeholder.start() != at) {
                return Optional.of("The {{ at character " + (at + 1)
                        + " begins no placeholder: {{name}}, with lower-case letters, digits and _.");
            }
            at = text.indexOf(OPENING, placeholder.end());
        }
        return Optional.empty();
    }

    /** The names of its placeholders, in the order of their first mention. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        PLACEHOLDER.matcher(text).results().forEach(placeholder -> names.add(placeholder.group(1)));
        return names;
    }

    /** How many characters it would have with these values. */
    public long length(UnaryOperator<String> values) {
        return text.length()
                + PLACEHOLDER
                        .matcher(text)
                        .results()
                        .mapToLong(placeholder ->
                                values.apply(placeholder.group(1)).length()
                                        - placeholder.group().length())
                        .sum();
    }

    /** @param values gives the text for a name */
    public String render(UnaryOperator<String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder -> Matcher.quoteReplacement(values.apply(placeholder.group(1))));
    }
}
