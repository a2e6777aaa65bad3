package dev.spectrum.gateway.connectors.format;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much one evaluation may do: for so long, so deeply, and making so much. Every value that is made is counted, so that no
 * list is gone through that should never have been. Belongs to one evaluation.
 */
final class Bounds implements Jsonata.EntryCallback, Jsonata.ExitCallback {

    private static final long LONGEST_NANOS = 2_000_000_000L;
    private static final int DEEPEST = 500;
    private static final int LONGEST_LIST = 200_000;
    private static final int LONGEST_TEXT = 10_000_000;
    /** Items of lists, over all of an evaluation; one that was made and is looked at again counts again. */
    private static final long MOST_ITEMS = 10_000_000;

    private final long began = System.nanoTime();
    private int depth;
    private long items;

    @Override
    public void callback(Parser.Symbol expression, @Nullable Object input, Jsonata.Frame frame) {
        depth++;
        if (depth > DEEPEST) {
            throw new MappingFailure("it goes deeper than " + DEEPEST + " steps");
        } else if (System.nanoTime() - began > LONGEST_NANOS) {
            throw new MappingFailure("it takes longer than " + LONGEST_NANOS / 1_000_000 + " ms");
        }
    }

    @Override
    public void callback(
            Parser.Symbol expression, @Nullable Object input, Jsonata.Frame frame, @Nullable Object result) {
        depth--;
        if (result instanceof List<?> list) {
            items += list.size();
            if (list.size() > LONGEST_LIST || items > MOST_ITEMS) {
                throw new MappingFailure("it makes more than " + LONGEST_LIST + " items, or too many in all");
            }
        } else if (result instanceof String text && text.length() > LONGEST_TEXT) {
            throw new MappingFailure("it makes a text longer than " + LONGEST_TEXT + " characters");
        }
    }

    /** {@code $pad}, which makes a text of any length at once. */
    static String pad(String text, Number width, @Nullable String with) {
        if (Math.abs(width.doubleValue()) > LONGEST_LIST) {
            throw new MappingFailure("$pad to more than " + LONGEST_LIST + " characters");
        }
        return com.dashjoin.jsonata.Functions.pad(text, width, with);
    }
}
