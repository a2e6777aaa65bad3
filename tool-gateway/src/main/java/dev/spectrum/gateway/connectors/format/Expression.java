package dev.spectrum.gateway.connectors.format;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.spectrum.gateway.tools.ToolException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in JSONata. Beyond the language there is {@code $refuse(code, message)}, which ends the call with a tool error.
 * Safe for use by many threads.
 */
public final class Expression {

    private static final long LONGEST_MILLIS = 2_000;
    private static final int DEEPEST = 500;

    private final Jsonata compiled;

    private Expression(Jsonata compiled) {
        this.compiled = compiled;
    }

    /** A text that is no JSONata. */
    static final class Invalid extends Exception {

        private static final long serialVersionUID = 1;

        private final int position;

        Invalid(String what, int position) {
            super(what);
            this.position = position;
        }

        /** How many characters after the beginning. */
        int position() {
            return position;
        }
    }

    static Expression compile(String text) throws Invalid {
        try {
            return new Expression(Jsonata.jsonata(text));
        } catch (JException wrong) {
            // It points after what it does not understand.
            throw new Invalid("Is no JSONata: " + wrong.getMessage() + ".", Math.max(wrong.getLocation() - 1, 0));
        } catch (RuntimeException wrong) {
            throw new Invalid("Is no JSONata.", 0);
        }
    }

    /**
     * Fails with {@link ToolException} where the expression refuses, with {@link MappingFailure} where it goes wrong.
     *
     * @param document its input, JSON as maps and lists
     * @return JSON as maps and lists; null for nothing
     */
    public @Nullable Object evaluate(Map<String, ?> document) {
        Jsonata.Frame frame = compiled.createFrame();
        frame.setRuntimeBounds(LONGEST_MILLIS, DEEPEST);
        frame.bind("refuse", (Jsonata.Fn2<String, String, Object>) (code, message) -> {
            throw ToolException.of(code, message);
        });
        // Data from outside is never an expression.
        frame.bind("eval", (Jsonata.Fn1<Object, Object>) text -> {
            throw new MappingFailure("$eval is not there");
        });
        try {
            return compiled.evaluate(document, frame);
        } catch (ToolException | MappingFailure known) {
            throw known;
        } catch (JException failure) {
            // Its message would quote the data.
            throw new MappingFailure(failure.getError() + " at character " + failure.getLocation());
        } catch (RuntimeException failure) {
            throw new MappingFailure(failure.getClass().getSimpleName());
        }
    }
}
