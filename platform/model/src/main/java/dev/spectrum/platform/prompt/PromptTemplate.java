package dev.spectrum.platform.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text with placeholders, {@code {name}} or {@code {{name}}}. Whatever else stands in braces is text. */
public final class PromptTemplate {

    private static final String NAME = "[a-z][a-z0-9_]*";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(" + NAME + ")\\s*}}|\\{(" + NAME + ")}");

    private final String text;

    public PromptTemplate(String text) {
        this.text = text;
    }

    /** The names of its placeholders, in the order of their first mention. */
    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        PLACEHOLDER.matcher(text).results().forEach(placeholder -> names.add(name(placeholder)));
        return names;
    }

    /** Puts the values in. A value that is missing or blank is reported, and never left in the text as a placeholder. */
    public RenderedPrompt render(Map<String, PromptValue> values) {
        List<PromptValue> used = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : variables()) {
            PromptValue value = values.get(name);
            if (value == null || value.value().isBlank()) {
                missing.add(name);
            } else {
                used.add(value);
            }
        }
        String rendered = PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder -> Matcher.quoteReplacement(valueOf(values.get(name(placeholder)))));
        return new RenderedPrompt(rendered, used, missing);
    }

    private static String valueOf(@Nullable PromptValue value) {
        return value == null ? "" : value.value();
    }

    private static String name(MatchResult placeholder) {
        return placeholder.group(1) == null ? placeholder.group(2) : placeholder.group(1);
    }
}
