package dev.spectrum.agent.versions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A field that differs.
 *
 * @param pointer a JSON Pointer (RFC 6901) to it
 * @param before null where it was not there
 * @param after null where it is not there any more
 * @param lines for text of several lines, how they differ, as a unified diff
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FieldChange(
        String pointer,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String lines) {

    /** Lines that stay, around those that change. */
    private static final int CONTEXT = 3;

    /** Objects are compared by their fields, lists of objects by their elements, other lists as a whole. */
    public static List<FieldChange> between(JsonNode before, JsonNode after) {
        List<FieldChange> changes = new ArrayList<>();
        compare("", before, after, changes);
        return changes;
    }

    private static void compare(
            String pointer, @Nullable JsonNode before, @Nullable JsonNode after, List<FieldChange> changes) {
        if (before instanceof ObjectNode old && after instanceof ObjectNode changed) {
            Set<String> names = new TreeSet<>();
            old.fieldNames().forEachRemaining(names::add);
            changed.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(pointer + "/" + escape(name), old.get(name), changed.get(name), changes));
        } else if (before instanceof ArrayNode old
                && after instanceof ArrayNode changed
                && (isOfObjects(old) || isOfObjects(changed))) {
            for (int i = 0; i < Math.max(old.size(), changed.size()); i++) {
                compare(pointer + "/" + i, old.get(i), changed.get(i), changes);
            }
        } else if (before == null || !before.equals(after)) {
            if (before != null || after != null) {
                changes.add(new FieldChange(pointer, before, after, lines(before, after)));
            }
        }
    }

    private static boolean isOfObjects(ArrayNode list) {
        return list.size() > 0 && list.get(0).isObject();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static @Nullable String lines(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null || !before.isTextual() || !after.isTextual()) {
            return null;
        }
        List<String> old = before.textValue().lines().toList();
        List<String> changed = after.textValue().lines().toList();
        if (old.size() < 2 && changed.size() < 2) {
            return null;
        }
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff("before", "after", old, DiffUtils.diff(old, changed), CONTEXT));
    }
}
