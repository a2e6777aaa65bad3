package dev.spectrum.demomodel.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.json.Fields;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.records.Records;
import dev.spectrum.demomodel.records.ToolOutcome;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was done, as the tool confirms it; what it does not repeat is taken from what it was told. */
public final class ActionAnswer {

    private ActionAnswer() {}

    public static String text(Capability capability, Turn.Step done, ZonedDateTime now) {
        ZoneId zone = now.getZone();
        Records result = records(ToolOutcome.of(done.result()), zone);
        Records asked = Records.in(done.call().arguments(), zone);
        Fields arguments = new Fields(done.call().arguments());
        return switch (capability) {
            case CREATE_PERSON ->
                "Created: " + first(result.people(), asked.people(), PersonText::line, "the contact") + ".";
            case UPDATE_PERSON ->
                "Updated: " + first(result.people(), List.of(), Person::label, "the contact")
                        + changes(done.call().arguments());
            case CREATE_DEAL ->
                "Created: " + first(result.deals(), asked.deals(), deal -> line(deal, now), "the deal") + ".";
            case BOOK ->
                "Booked: " + first(result.appointments(), asked.appointments(), TimesAnswer::line, "the appointment")
                        + ".";
            case SEND_EMAIL ->
                "Sent to "
                        + arguments
                                .text("to", "recipient", "email", "to_email")
                                .or(() -> listed(arguments))
                                .orElse("the recipient")
                        + arguments
                                .text("subject")
                                .map(subject -> ", subject \"" + subject + "\"")
                                .orElse("") + ".";
            default -> "Done.";
        };
    }

    private static Records records(ToolOutcome outcome, ZoneId zone) {
        return outcome instanceof ToolOutcome.Data data
                ? Records.in(data.json(), zone)
                : new Records(List.of(), List.of(), List.of(), List.of(), false);
    }

    private static String line(Deal deal, ZonedDateTime now) {
        return DealText.line(deal, Optional.ofNullable(deal.contact()), now.toLocalDate());
    }

    private static <T> String first(List<T> result, List<T> asked, Function<T, String> line, String otherwise) {
        return result.stream()
                .findFirst()
                .or(() -> asked.stream().findFirst())
                .map(line)
                .orElse(otherwise);
    }

    /** ", now with phone +1 312-555-0142; title CEO". */
    private static String changes(JsonNode arguments) {
        String changes = arguments.properties().stream()
                .filter(field -> !field.getKey().endsWith("id"))
                .map(field -> field.getKey().replace('_', ' ') + " " + words(field.getValue()))
                .collect(Collectors.joining("; "));
        return (changes.isEmpty() ? "" : ", now with " + changes) + ".";
    }

    private static String words(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))
                : value.asText();
    }

    private static Optional<String> listed(Fields arguments) {
        return arguments
                .node("to")
                .filter(JsonNode::isArray)
                .map(list -> list.path(0).asText());
    }
}
