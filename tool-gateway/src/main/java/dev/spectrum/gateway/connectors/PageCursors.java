package dev.spectrum.gateway.connectors;

import dev.spectrum.gateway.connectors.format.Pages;
import dev.spectrum.gateway.tools.Cursor;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the next page of a vendor's list is. A cursor comes back from whoever calls the tool, and is not trusted. */
final class PageCursors {

    /** {@code Link: <address>; rel="next"} (RFC 8288). */
    private static final Pattern NEXT_LINK = Pattern.compile("<([^>]+)>[^,]*;\\s*rel=\"?next\"?");

    private PageCursors() {}

    /** The query parameters of the page at a cursor. */
    static Map<String, Object> parameters(Pages pages, Optional<String> cursor) {
        return pages.parameter()
                .flatMap(name -> value(pages, cursor).map(value -> Map.<String, Object>of(name, value)))
                .orElse(Map.of());
    }

    private static Optional<Object> value(Pages pages, Optional<String> cursor) {
        return switch (pages.style()) {
            case CURSOR -> cursor.map(there -> there);
            case OFFSET -> Optional.of(number(cursor, 0));
            case PAGE -> Optional.of(number(cursor, pages.first()));
            case LINK, NEXT_URL -> Optional.empty();
        };
    }

    /** Empty after the last page. */
    static Optional<String> next(
            Pages pages, Optional<String> cursor, VendorAnswer answer, Map<String, ?> document, int items) {
        boolean full = items >= pages.size();
        return switch (pages.style()) {
            case CURSOR, NEXT_URL ->
                pages.next()
                        .map(next -> next.evaluate(document))
                        .map(Object::toString)
                        .filter(there -> !there.isEmpty());
            case LINK ->
                answer.header("link")
                        .map(NEXT_LINK::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1));
            case OFFSET -> full ? Optional.of(Long.toString(number(cursor, 0) + items)) : Optional.empty();
            case PAGE -> full ? Optional.of(Long.toString(number(cursor, pages.first()) + 1)) : Optional.empty();
        };
    }

    private static long number(Optional<String> cursor, long first) {
        try {
            long number = cursor.map(Long::parseLong).orElse(first);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notOurs) {
            throw Cursor.invalid();
        }
        throw Cursor.invalid();
    }

    /** The next page's address, whole or relative to the list's: at the same host, and below the same path. Empty if it is any other. */
    static Optional<URI> address(URI list, String cursor) {
        try {
            URI there = list.resolve(cursor);
            boolean sameHost = Objects.equals(there.getScheme(), list.getScheme())
                    && Objects.equals(there.getRawAuthority(), list.getRawAuthority());
            if (sameHost && isBelow(there.normalize().getRawPath(), list.getRawPath())) {
                return Optional.of(there);
            }
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isBelow(String path, String list) {
        return path.equals(list) || path.startsWith(list + (list.endsWith("/") ? "" : "/"));
    }
}
