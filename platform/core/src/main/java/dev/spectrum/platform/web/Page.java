package dev.spectrum.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the list's order
 * @param next the cursor of the next page; null on the last one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * Makes a page of rows fetched with {@link PageRequest#fetch()}, one more than the page holds.
     *
     * @param key what the list is ordered by; unique, such as an id
     */
    public static <R, T> Page<T> of(List<R> rows, PageRequest request, Function<R, String> key, Function<R, T> item) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(
                shown.stream().map(item).toList(), more ? PageRequest.cursorAfter(key.apply(shown.getLast())) : null);
    }

    /**
     * Makes a page of what is at hand as a whole, in the order of its keys: for lists that are short by their nature.
     *
     * @param key unique
     */
    public static <R, T> Page<T> ofAll(
            Collection<R> all, PageRequest request, Function<R, String> key, Function<R, T> item) {
        String after = request.after().orElse("");
        List<R> rows = all.stream()
                .filter(row -> key.apply(row).compareTo(after) > 0)
                .sorted(Comparator.comparing(key))
                .limit(request.fetch())
                .toList();
        return of(rows, request, key, item);
    }
}
