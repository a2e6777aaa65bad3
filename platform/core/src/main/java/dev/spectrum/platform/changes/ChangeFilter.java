package dev.spectrum.platform.changes;

import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query parameters {@code ?entity&entity_id&actor}; to be taken with {@code @BeanParam}. What is not given leaves out nothing. */
public class ChangeFilter {

    @QueryParam("entity")
    @Nullable
    String entity;

    @QueryParam("entity_id")
    @Nullable
    String entityId;

    @QueryParam("actor")
    @Nullable
    String actor;

    /** What is asked for, by column. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        add(given, "entity", entity);
        add(given, "entity_id", entityId);
        add(given, "actor", actor);
        return given;
    }

    private static void add(Map<String, String> given, String column, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            given.put(column, value);
        }
    }
}
