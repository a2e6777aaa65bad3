package dev.spectrum.outreach.imports.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.imports.domain.Column;
import dev.spectrum.outreach.imports.domain.ColumnMapping;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The optional part {@code mapping}: {@code {"Firma": "company", "Notes": null}}, null for a column to be left out. */
final class MappingPart {

    private static final String EXPECTATION =
            "Must be a JSON object of column names by header, such as {\"Firma\": \"company\"}.";

    private MappingPart() {}

    static ColumnMapping read(@Nullable String part, ObjectMapper json) {
        if (part == null || part.isBlank()) {
            return ColumnMapping.NONE;
        }
        JsonNode mapping = parse(part, json);
        Map<String, Optional<Column>> byHeader = new LinkedHashMap<>();
        List<FieldError> errors = new ArrayList<>();
        mapping.properties().forEach(entry -> {
            Optional<Column> column = Column.named(entry.getValue().asText());
            if (column.isEmpty() && !entry.getValue().isNull()) {
                errors.add(new FieldError(
                        "/mapping/" + entry.getKey().replace("~", "~0").replace("/", "~1"), expectation()));
            }
            byHeader.put(entry.getKey().strip(), column);
        });
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new ColumnMapping(byHeader);
    }

    private static JsonNode parse(String part, ObjectMapper json) {
        try {
            JsonNode mapping = json.readTree(part);
            if (mapping.isObject()) {
                return mapping;
            }
        } catch (JsonProcessingException notJson) {
            // The answer below says what is expected.
        }
        throw ProblemException.invalid("/mapping", EXPECTATION);
    }

    private static String expectation() {
        return "Must be null or one of "
                + Arrays.stream(Column.values()).map(Column::word).collect(Collectors.joining(", ")) + ".";
    }
}
