package dev.spectrum.outreach.imports.domain;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client says the columns of its file mean.
 *
 * @param byHeader by the header's text; empty for a column to be left out
 */
public record ColumnMapping(Map<String, Optional<Column>> byHeader) {

    public static final ColumnMapping NONE = new ColumnMapping(Map.of());

    Set<String> headers() {
        return byHeader.keySet();
    }

    Optional<Column> columnOf(String header) {
        return byHeader.getOrDefault(header, Optional.empty());
    }
}
