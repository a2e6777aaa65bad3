package dev.spectrum.demomodel.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.json.Json;
import dev.spectrum.demomodel.meaning.Capability;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills a tool's arguments property by property, with the first rule that knows a value. Where a tool takes one query,
 * that says all there is to search for; where it reads one record, the first key says which.
 */
public final class ArgumentFilling {

    private final List<ArgumentRule> rules = List.of(
            new IdRule(),
            new ChoiceRule(),
            new TimeRule(),
            new PersonRule(),
            new AmountRule(),
            new QueryRule(),
            new TextRule());

    public Arguments fill(Tool tool, Facts facts) {
        List<Property> missing = new ArrayList<>();
        ObjectNode json = object(tool.parameters(), facts, missing);
        return new Arguments(json, missing);
    }

    private ObjectNode object(JsonNode schema, Facts facts, List<Property> missing) {
        ObjectNode json = Json.object();
        List<Property> properties = Property.of(schema);
        boolean oneQueryForAll = properties.stream().anyMatch(QueryRule::isQuery) && !facts.acts();
        for (Property property : properties) {
            boolean isSaidAlready = (oneQueryForAll && PersonRule.isAboutPerson(property))
                    || (facts.isFor(Capability.PERSON_DETAILS) && !json.isEmpty() && !property.required());
            Optional<JsonNode> value = isSaidAlready ? Optional.empty() : value(property, facts);
            value.ifPresent(node -> json.set(property.name(), node));
            if (value.isEmpty() && property.required()) {
                missing.add(property);
            }
        }
        return json;
    }

    private Optional<JsonNode> value(Property property, Facts facts) {
        if (property.type().equals("object")) {
            ObjectNode nested = object(property.typed(), facts, new ArrayList<>());
            return nested.isEmpty() ? Optional.empty() : Optional.of(nested);
        }
        return rules.stream()
                .flatMap(rule -> rule.value(property, facts).stream())
                .flatMap(text -> fitted(text, property, facts).stream())
                .findFirst()
                .or(() -> Optional.of(property.defaultValue())
                        .filter(node -> property.required() && !node.isMissingNode()));
    }

    private Optional<JsonNode> fitted(String text, Property property, Facts facts) {
        return switch (property.type()) {
            case "array" -> {
                JsonNode items = property.typed().path("items");
                ArrayNode list = Json.object().arrayNode();
                if (items.path("type").asText().equals("object")) {
                    list.add(object(items, facts, new ArrayList<>()));
                } else {
                    List.of(text.split("\\s*,\\s*")).forEach(list::add);
                }
                yield Optional.of(list);
            }
            case "integer" -> number(text).map(number -> Json.object().numberNode(number.longValue()));
            case "number" -> number(text).map(number -> Json.object().numberNode(number));
            case "boolean" -> Optional.of(Json.object().booleanNode(Boolean.parseBoolean(text)));
            default -> Optional.of(TextNode.valueOf(text));
        };
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return Optional.of(number.scale() < 0 ? number.setScale(0) : number);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
