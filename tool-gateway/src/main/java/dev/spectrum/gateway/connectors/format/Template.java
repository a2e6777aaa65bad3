package dev.spectrum.gateway.connectors.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A text with JSONata in braces: {@code /customers/{arguments.id}}. */
public final class Template {

    private sealed interface Part {

        record Constant(String text) implements Part {}

        record Computed(Expression expression) implements Part {}
    }

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    static Template compile(String text) throws Expression.Invalid {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (open >= 0 && close < 0) {
                throw new Expression.Invalid("A brace is not closed.", open);
            }
            if (open != at) {
                parts.add(new Part.Constant(text.substring(at, open < 0 ? text.length() : open)));
            }
            if (open >= 0) {
                parts.add(new Part.Computed(computed(text, open + 1, close)));
            }
            at = open < 0 ? text.length() : close + 1;
        }
        return new Template(List.copyOf(parts));
    }

    private static Expression computed(String text, int from, int to) throws Expression.Invalid {
        try {
            return Expression.compile(text.substring(from, to));
        } catch (Expression.Invalid wrong) {
            throw new Expression.Invalid(String.valueOf(wrong.getMessage()), from + wrong.position());
        }
    }

    /**
     * @param encode each computed value, on its way into the text
     * @throws MappingFailure if a value is not there
     */
    public String fill(Map<String, ?> document, UnaryOperator<String> encode) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(
                    switch (part) {
                        case Part.Constant(String text) -> text;
                        case Part.Computed(Expression expression) -> encode.apply(text(expression.evaluate(document)));
                    });
        }
        return filled.toString();
    }

    public String fill(Map<String, ?> document) {
        return fill(document, UnaryOperator.identity());
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new MappingFailure("a template's value is missing, or no text or number");
    }
}
