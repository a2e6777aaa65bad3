package dev.spectrum.platform.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Text with placeholders, {@code {name}} or {@code {{name}}}: a name is letters, digits and underscores. A backslash before
 * a placeholder, or before two braces, makes them text and is not shown itself. Whatever else stands in braces, such as
 * JSON, is text; but two opening braces always begin a placeholder, so one that is not closed is a fault.
 */
public final class PromptTemplate {

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final String DOUBLED = "\\{\\{[ \\t]*(?:" + NAME + ")[ \\t]*}}";
    private static final Pattern MARK = Pattern.compile("\\\\(?<literal>" + DOUBLED + "|\\{" + NAME + "}|\\{\\{)"
            + "|\\{\\{[ \\t]*(?<doubled>" + NAME + ")[ \\t]*}}"
            + "|\\{(?<single>" + NAME + ")}"
            // Of three braces the last two begin the placeholder.
            + "|(?<opened>\\{\\{)(?!\\{(?!\\{))");

    private final String text;

    public PromptTemplate(String text) {
        this.text = text;
    }

    /** The names of its placeholders, in the order of their first mention. */
    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        placeholders().forEach(placeholder -> names.add(name(placeholder)));
        return names;
    }

    /** What is wrong with it, where only these variables can have values; empty if nothing is. */
    public List<TemplateFault> faults(Set<String> known) {
        List<TemplateFault> faults = new ArrayList<>();
        marks().forEach(mark -> {
            if (mark.group("opened") != null) {
                faults.add(fault(
                        mark,
                        "`{{` begins a placeholder, which must be a name and `}}`; as text it is written `\\{{`."));
            } else if (isPlaceholder(mark) && !known.contains(name(mark))) {
                faults.add(fault(
                        mark,
                        "Unknown variable " + name(mark) + ", which as text is written `\\" + mark.group()
                                + "`; there are: "
                                + String.join(", ", known.stream().sorted().toList()) + "."));
            }
        });
        return faults;
    }

    /** Where these variables stand in a text that is a value and no template, and so would stay as they are. */
    public List<TemplateFault> unpopulated(Set<String> known) {
        return placeholders()
                .filter(placeholder -> known.contains(name(placeholder)))
                .map(placeholder -> fault(
                        placeholder,
                        "The model would get " + placeholder.group()
                                + " as it stands: variables are populated in the system prompt alone."))
                .toList();
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
        String rendered = MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(textOf(mark, values)));
        return new RenderedPrompt(rendered, used, missing);
    }

    private static String textOf(MatchResult mark, Map<String, PromptValue> values) {
        if (mark.group("literal") != null) {
            return mark.group("literal");
        }
        return isPlaceholder(mark) ? valueOf(values.get(name(mark))) : mark.group();
    }

    private static String valueOf(@Nullable PromptValue value) {
        return value == null ? "" : value.value();
    }

    private Stream<MatchResult> marks() {
        return MARK.matcher(text).results();
    }

    private Stream<MatchResult> placeholders() {
        return marks().filter(PromptTemplate::isPlaceholder);
    }

    private static boolean isPlaceholder(MatchResult mark) {
        return mark.group("doubled") != null || mark.group("single") != null;
    }

    private static String name(MatchResult placeholder) {
        return placeholder.group("doubled") == null ? placeholder.group("single") : placeholder.group("doubled");
    }

    private TemplateFault fault(MatchResult mark, String detail) {
        String before = text.substring(0, mark.start());
        int line =
                1 + (int) before.chars().filter(character -> character == '\n').count();
        return new TemplateFault(line, mark.start() - before.lastIndexOf('\n'), detail);
    }
}
