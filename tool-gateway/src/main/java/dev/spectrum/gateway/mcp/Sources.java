package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks several sources, one after the other. */
final class Sources {

    private Sources() {}

    /** What all of them have, in the order of a member. */
    static <S> Uni<List<ObjectNode>> all(List<S> sources, Function<S, Uni<List<ObjectNode>>> ask, String orderedBy) {
        Uni<List<ObjectNode>> found = Uni.createFrom().item(ArrayList::new);
        for (S source : sources) {
            found = found.chain(before -> ask.apply(source).map(more -> {
                before.addAll(more);
                return before;
            }));
        }
        return found.invoke(all ->
                all.sort(Comparator.comparing(item -> item.path(orderedBy).asText())));
    }

    /** What the first one has that has any. */
    static <S, T> Uni<Optional<T>> first(List<S> sources, Function<S, Uni<Optional<T>>> ask) {
        Uni<Optional<T>> found = Uni.createFrom().item(Optional.empty());
        for (S source : sources) {
            found = found.chain(before -> before.isPresent() ? Uni.createFrom().item(before) : ask.apply(source));
        }
        return found;
    }
}
