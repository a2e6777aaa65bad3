package dev.spectrum.gateway.connectors.format;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.spectrum.gateway.tools.ToolException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in JSONata. Beyond the language there are {@code $refuse(code, message)}, which ends the call with a tool error,
 * and {@code $instant(local, zone)}, which is when a local time was or will be.
 * Safe for use by many threads.
 */
public final class Expression {

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
        return evaluate(document, Instant.now());
    }

    /** @param now the time, for all of the evaluation: the library's own stands still on threads that compiled nothing */
    @Nullable
    Object evaluate(Map<String, ?> document, Instant now) {
        Jsonata.Frame frame = compiled.createFrame();
        Bounds bounds = new Bounds();
        frame.setEvaluateEntryCallback(bounds);
        frame.setEvaluateExitCallback(bounds);
        frame.bind(
                "now",
                Jsonata.<@Nullable String, @Nullable String, String>function(
                        "now",
                        (picture, zone) -> Functions.dateTimeFromMillis(now.toEpochMilli(), picture, zone),
                        "<s?s?:s>"));
        frame.bind("millis", Jsonata.<Object, Long>function("millis", now::toEpochMilli, "<:n>"));
        frame.bind("pad", Jsonata.<String, Number, @Nullable String, String>function("pad", Bounds::pad, "<s-ns?:s>"));
        frame.bind("refuse", (Jsonata.Fn2<String, String, Object>) (code, message) -> {
            throw ToolException.of(code, message);
        });
        frame.bind("instant", (Jsonata.Fn2<String, String, Object>) Expression::instant);
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
        } catch (RuntimeException | StackOverflowError failure) {
            throw new MappingFailure(failure.getClass().getSimpleName());
        }
    }

    /** In UTC. A time that is there twice is the earlier one, one that is skipped is after the gap. */
    private static String instant(String local, String zone) {
        try {
            return LocalDateTime.parse(local.strip().replace(' ', 'T'))
                    .atZone(ZoneId.of(zone))
                    .toInstant()
                    .toString();
        } catch (DateTimeException odd) {
            throw new MappingFailure("$instant of no local time, or in no time zone");
        }
    }
}
