package dev.spectrum.outreach.campaigns.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders: {@code {{first_name}}}, or {@code {{first_name|there}}} with what stands there if the value is
 * not known. What is filled in is text and never read as a template again.
 */
public record MessageTemplate(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}|]*?)\\s*(?:\\|([^{}]*))?}}");

    /**
     * @param missing the placeholders that had neither a value nor a default; where there are any, the text has holes
     */
    public record Filled(String text, Set<Placeholder> missing) {}

    /** What is wrong with the template; empty if nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (Placeholder.of(matcher.group(1)).isEmpty()) {
                problems.add("There is no placeholder " + matcher.group(1) + "; there are: " + Placeholder.all() + ".");
            }
        }
        String rest = matcher.replaceAll("");
        if (rest.contains("{{") || rest.contains("}}")) {
            problems.add("A placeholder is not written as {{name}} or {{name|default}}.");
        }
        return problems;
    }

    /** @param values what is known; blank counts as not known */
    public Filled fill(Map<Placeholder, String> values) {
        Set<Placeholder> missing = new LinkedHashSet<>();
        String filled = PLACEHOLDER.matcher(text).replaceAll(match -> {
            Optional<Placeholder> placeholder = Placeholder.of(match.group(1));
            String value =
                    placeholder.map(known -> values.getOrDefault(known, "")).orElse("");
            if (!value.isBlank()) {
                return Matcher.quoteReplacement(value);
            }
            if (match.group(2) == null) {
                placeholder.ifPresent(missing::add);
                return "";
            }
            return Matcher.quoteReplacement(match.group(2).strip());
        });
        return new Filled(filled, missing);
    }
}
