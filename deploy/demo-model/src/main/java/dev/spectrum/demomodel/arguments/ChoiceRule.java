package dev.spectrum.demomodel.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One of the listed values, when the question says its words; a flag, when the question says the flag's name. */
final class ChoiceRule implements ArgumentRule {

    @Override
    public Optional<String> value(Property property, Facts facts) {
        if (property.type().equals("boolean")) {
            return flag(property, facts.question());
        }
        List<JsonNode> choices = property.choices();
        // "The customer Dana" names no new status, "as a customer" does.
        String lead = facts.acts() ? "(?:to|as|is|in|stage|status)(?: an?| the)? " : "";
        Optional<String> said = choices.stream()
                .map(JsonNode::asText)
                .filter(choice -> says(facts.question(), lead, choice))
                .findFirst();
        boolean mustChoose = property.required() && property.defaultValue().isMissingNode();
        return said.or(() ->
                choices.stream().filter(any -> mustChoose).map(JsonNode::asText).findFirst());
    }

    private static Optional<String> flag(Property property, String question) {
        String name = String.join(" ", property.words());
        if (says(question, "(?:not|no) ", name)) {
            return Optional.of("false");
        }
        return says(question, "", name) ? Optional.of("true") : Optional.empty();
    }

    private static boolean says(String question, String lead, String choice) {
        String words = choice.replace('_', ' ').toLowerCase(Locale.ROOT);
        return Pattern.compile("\\b" + lead + Pattern.quote(words) + "s?\\b")
                .matcher(question.toLowerCase(Locale.ROOT))
                .find();
    }
}
