package dev.spectrum.gateway.connectors.format;

import java.util.Optional;

/**
 * How a vendor cuts a list.
 *
 * @param parameter the query parameter that says which page; empty where the mappings say it with {@code cursor}
 * @param next the next page's cursor or URL, or nothing
 * @param items what is on a page
 * @param size how many items a full page has, where pages are counted
 * @param first the first page's number
 * @param all whether every page is read
 * @param most how many pages at most
 */
public record Pages(
        Style style,
        Optional<String> parameter,
        Optional<Expression> next,
        Optional<Expression> items,
        int size,
        int first,
        boolean all,
        int most) {

    public enum Style {
        CURSOR,
        OFFSET,
        PAGE,
        LINK,
        NEXT_URL
    }

    /** Whether a cursor is the address of the next page. */
    public boolean byAddress() {
        return style == Style.LINK || style == Style.NEXT_URL;
    }
}
