package dev.spectrum.gateway.connectors;

import dev.spectrum.gateway.connectors.format.Expression;
import dev.spectrum.gateway.connectors.format.MappingFailure;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.tools.ToolException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A vendor's refusals as tool errors: short, without what could be taken for anything but text. */
final class VendorErrors {

    private static final int LONGEST = 300;
    private static final int LONGEST_CODE = 60;

    private VendorErrors() {}

    /** What the vendor said no to. */
    static ToolException refused(VendorConnector connector, VendorAnswer answer) {
        String code = mapped(connector.errorCode(), answer)
                .map(VendorErrors::word)
                .filter(word -> !word.isEmpty())
                .orElseGet(() -> word(answer.status()));
        return ToolException.of(code, reason(connector, answer));
    }

    /** In one sentence. */
    static String reason(VendorConnector connector, VendorAnswer answer) {
        String said = mapped(connector.errorMessage(), answer)
                .map(VendorErrors::clean)
                .orElse("");
        return said.isEmpty()
                ? connector.title() + " refused (" + answer.status() + ")."
                : connector.title() + " refused (" + answer.status() + "): " + said;
    }

    static ToolException limited(VendorConnector connector, Duration after) {
        long seconds = Math.max(1, after.plusMillis(999).toSeconds());
        return ToolException.retryable(
                "rate-limited",
                connector.title() + " takes no more requests for now: try again in " + seconds
                        + (seconds == 1 ? " second." : " seconds."));
    }

    private static Optional<String> mapped(Optional<Expression> mapping, VendorAnswer answer) {
        try {
            return mapping.map(expression -> expression.evaluate(answer.document()))
                    .map(Object::toString);
        } catch (MappingFailure odd) {
            // An error that looks unlike the others: its status says enough.
            return Optional.empty();
        }
    }

    private static String clean(String text) {
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip()
                .replaceAll(" {2,}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " [cut]";
    }

    private static String word(String code) {
        String word =
                code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return word.substring(0, Math.min(word.length(), LONGEST_CODE));
    }

    private static String word(int status) {
        return switch (status) {
            case 404 -> "not-found";
            case 409 -> "conflict";
            default -> "vendor-refused";
        };
    }
}
