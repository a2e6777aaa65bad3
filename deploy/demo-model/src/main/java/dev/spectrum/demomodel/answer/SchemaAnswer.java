package dev.spectrum.demomodel.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.demomodel.arguments.Property;
import dev.spectrum.demomodel.conversation.ResponseFormat;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.json.Fields;
import dev.spectrum.demomodel.json.Json;
import dev.spectrum.demomodel.meaning.SentenceModel;
import dev.spectrum.demomodel.words.Mentions;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answer in the form that the client demands. A JSON Schema is filled from the question and the tool results: by
 * "label: value", by what a property's name says it is (an email, an amount ...), else by the sentence nearest in meaning
 * to the property. What cannot be found is empty, never made up; so is everything where the schema is not for objects.
 */
public final class SchemaAnswer {

    /** Below this, no sentence speaks of the property. */
    private static final double SPEAKS_OF = 0.3;

    /** At least four words, and no "label: value". */
    private static final Pattern SENTENCE = Pattern.compile("(?![^:]{1,30}: )(?=(?:\\S+\\s+){3})[^\\n]{1,600}");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SentenceModel sentences;

    public SchemaAnswer(SentenceModel sentences) {
        this.sentences = sentences;
    }

    public String inForm(ResponseFormat format, Turn turn, String answer) {
        return switch (format) {
            case ResponseFormat.Text text -> answer;
            case ResponseFormat.JsonObject object -> Json.write(Json.object().put("answer", answer));
            case ResponseFormat.JsonSchema schema -> Json.write(object(schema.schema(), source(turn), answer));
        };
    }

    private static Source source(Turn turn) {
        String text = Stream.concat(
                        Stream.of(turn.question()), turn.steps().stream().map(Turn.Step::result))
                .collect(Collectors.joining("\n"));
        return new Source(text, Mentions.literal(text));
    }

    private record Source(String text, Mentions mentions) {

        List<String> sentences() {
            return Stream.of(text.split("(?<=[.!?])\\s+|\\R+"))
                    .map(String::strip)
                    .filter(sentence -> SENTENCE.matcher(sentence).matches())
                    .limit(200)
                    .toList();
        }
    }

    private ObjectNode object(JsonNode schema, Source source, String answer) {
        ObjectNode json = Json.object();
        for (Property property : Property.of(schema)) {
            json.set(property.name(), value(property, source, answer));
        }
        return json;
    }

    private JsonNode value(Property property, Source source, String answer) {
        if (!property.choices().isEmpty() && !property.type().equals("array")) {
            return choice(property, source);
        }
        return switch (property.type()) {
            case "object" -> object(property.typed(), source, answer);
            case "array" -> list(property, source);
            case "integer", "number" -> number(property, source);
            case "boolean" ->
                NODES.booleanNode(labelled(property, source)
                        .map(value -> value.matches("(?i)(?:yes|true|y)\\b.*"))
                        .orElse(false));
            default -> NODES.textNode(text(property, source, answer));
        };
    }

    private JsonNode choice(Property property, Source source) {
        String lower = source.text().toLowerCase(Locale.ROOT);
        return property.choices().stream()
                .filter(choice ->
                        lower.contains(choice.asText().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .findFirst()
                .or(() -> property.choices().stream()
                        .max(Comparator.comparingDouble(choice -> sentences.similarity(
                                shortened(source.text()), choice.asText().replace('_', ' ')))))
                .orElseThrow();
    }

    private ArrayNode list(Property property, Source source) {
        ArrayNode list = NODES.arrayNode();
        List<String> found = property.says("email", "emails")
                ? source.mentions().emails()
                : property.says("phone", "phones")
                        ? source.mentions().phones()
                        : property.says("links", "urls", "link", "url")
                                ? source.mentions().links()
                                : labelled(property, source)
                                        .map(value -> List.of(value.split("\\s*[,;]\\s*")))
                                        .orElse(List.of());
        if (property.typed().path("items").path("type").asText("string").equals("string")) {
            found.forEach(list::add);
        }
        return list;
    }

    private JsonNode number(Property property, Source source) {
        return labelled(property, source)
                .map(value -> value.replaceAll("[,$€£]", ""))
                .map(value -> Pattern.compile("-?\\d+(?:\\.\\d+)?").matcher(value))
                .filter(Matcher::find)
                .map(found -> new BigDecimal(found.group()))
                .or(() -> property.says("value", "amount", "price", "revenue", "budget")
                        ? source.mentions().amounts().stream().findFirst()
                        : Optional.empty())
                .<JsonNode>map(number -> property.type().equals("integer")
                        ? NODES.numberNode(number.longValue())
                        : NODES.numberNode(number))
                .orElseGet(() -> NODES.numberNode(0));
    }

    private String text(Property property, Source source, String answer) {
        if (property.isNamed("answer", "reply", "response", "message", "text", "content")) {
            return answer;
        }
        boolean isLiteral = property.says("email", "phone", "mobile", "url", "website", "link");
        return labelled(property, source)
                .or(() -> literal(property, source.mentions()))
                .or(() -> isLiteral ? Optional.empty() : nearestSentence(property, source))
                .orElse("");
    }

    private static Optional<String> literal(Property property, Mentions mentions) {
        Stream<String> found = property.says("email")
                ? mentions.emails().stream()
                : property.says("phone", "mobile")
                        ? mentions.phones().stream()
                        : property.says("url", "website", "link")
                                ? mentions.links().stream()
                                : property.says("company", "organization")
                                        ? mentions.companies().stream()
                                        : property.says("name", "person", "contact")
                                                ? mentions.people().stream()
                                                : Stream.empty();
        return found.findFirst();
    }

    /** What stands after "Industry:" for the property {@code industry}. */
    private static Optional<String> labelled(Property property, Source source) {
        String label =
                String.join("[ _-]?", List.of(Fields.snake(property.name()).split("_")));
        Matcher line = Pattern.compile("(?im)^\\W*\"?" + label + "\"?\\s*(?::|=|\\bis\\b)\\s*\"?(.+?)\"?,?$")
                .matcher(source.text());
        return line.find() ? Optional.of(line.group(1).strip()) : Optional.empty();
    }

    private Optional<String> nearestSentence(Property property, Source source) {
        String asked = property.name().replace('_', ' ') + " "
                + property.schema().path("description").asText();
        return source.sentences().stream()
                .filter(sentence -> sentences.similarity(sentence, asked) >= SPEAKS_OF)
                .max(Comparator.comparingDouble(sentence -> sentences.similarity(sentence, asked)));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 1_000));
    }
}
