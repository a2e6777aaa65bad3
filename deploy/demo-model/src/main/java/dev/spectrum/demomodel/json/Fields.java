package dev.spectrum.demomodel.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of an object somebody else named: {@code firstName}, {@code first-name} and {@code first_name} are one. */
public final class Fields {

    private final Map<String, JsonNode> bySnakeName = new HashMap<>();

    public Fields(JsonNode object) {
        object.properties().forEach(field -> bySnakeName.putIfAbsent(snake(field.getKey()), field.getValue()));
    }

    public static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .toLowerCase(Locale.ROOT);
    }

    public boolean hasAny(String... names) {
        return node(names).isPresent();
    }

    /** The first of these fields that is there and not null. */
    public Optional<JsonNode> node(String... names) {
        for (String name : names) {
            JsonNode value = bySnakeName.get(name);
            if (value != null && !value.isNull()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** A scalar as text; an object such as {@code {"name": "Northwind"}} gives its name. */
    public Optional<String> text(String... names) {
        for (String name : names) {
            Optional<String> value = node(name).flatMap(Fields::asText).filter(text -> !text.isBlank());
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    public Optional<BigDecimal> number(String... names) {
        return text(names).flatMap(Fields::asNumber);
    }

    private static Optional<String> asText(JsonNode value) {
        if (value.isValueNode()) {
            return Optional.of(value.asText().strip());
        }
        if (value.isObject()) {
            return Optional.ofNullable(value.get("name"))
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText);
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> asNumber(String text) {
        try {
            return Optional.of(new BigDecimal(text.replaceAll("[,$€£%\\s]", "")));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
