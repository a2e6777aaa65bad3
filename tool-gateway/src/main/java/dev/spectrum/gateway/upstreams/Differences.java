package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two wordings of a definition, each place by itself, so that a person can decide. */
public final class Differences {

    private static final int MOST = 200;

    private Differences() {}

    /**
     * @param path a JSON Pointer into the definition
     * @param before null where there was nothing
     * @param after null where there is nothing any more
     */
    public record Difference(
            String path,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    /** In the order of their paths; so many of them at most. */
    static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> found = new ArrayList<>();
        compare("", before, after, found);
        return found.stream().limit(MOST).toList();
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<Difference> found) {
        if (before.equals(after)) {
            return;
        }
        if (!before.isObject() || !after.isObject()) {
            found.add(new Difference(path, orNull(before), orNull(after)));
            return;
        }
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            compare(path + "/" + escaped(name), at(before, name), at(after, name), found);
        }
    }

    private static JsonNode at(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static @Nullable JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? null : node;
    }
}
