package dev.spectrum.demomodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** A CRM, a calendar and a mailbox in memory, filled with the demo's data, behind the tools a Sales agent has. */
public class FakeCompany {

    public static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Path DATA = Path.of("..", "local", "demo");

    private static final List<Tool> TOOLS = readTools();

    private final List<ObjectNode> contacts = new ArrayList<>();
    private final List<ObjectNode> opportunities = new ArrayList<>();
    private final List<ObjectNode> appointments = new ArrayList<>();
    private final List<ObjectNode> sent = new ArrayList<>();
    private final List<String> failing = new ArrayList<>();

    private String refusal = "";

    public FakeCompany() {
        for (JsonNode each : read("contacts.json")) {
            ObjectNode contact = each.deepCopy();
            contact.put("id", id("contact-" + contacts.size()));
            JsonNode days = contact.remove("last_contacted_days_ago");
            contact.put("last_contacted_at", days.isNull() ? null : TODAY.minusDays(days.asInt()) + "T10:30:00Z");
            contacts.add(contact);
        }
        for (JsonNode each : read("opportunities.json")) {
            ObjectNode deal = each.deepCopy();
            deal.put("id", id("deal-" + opportunities.size()));
            String email = deal.remove("contact_email").asText();
            deal.put(
                    "contact_id",
                    contacts.stream()
                            .filter(contact -> contact.path("email").asText().equals(email))
                            .findFirst()
                            .orElseThrow()
                            .path("id")
                            .asText());
            deal.put(
                    "expected_close_at",
                    TODAY.plusDays(deal.remove("close_in_days").asInt()) + "T00:00:00Z");
            opportunities.add(deal);
        }
        OffsetDateTime review = TODAY.plusDays(3).atTime(9, 0).atOffset(ZoneOffset.UTC);
        book("Pipeline review", review, review.plusHours(1), "Greta Lindholm");
    }

    public static JsonNode read(String file) {
        try {
            return Json.read(Files.readString(DATA.resolve(file))).orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Tool> readTools() {
        try (InputStream file = Objects.requireNonNull(FakeCompany.class.getResourceAsStream("/sales-tools.json"))) {
            List<Tool> tools = new ArrayList<>();
            Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .orElseThrow()
                    .forEach(tool -> tools.add(new Tool(
                            tool.path("name").asText(), tool.path("description").asText(), tool.path("parameters"))));
            return tools;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public FakeCompany failing(String tool) {
        failing.add(tool);
        return this;
    }

    /** One whose tools all answer so, as conversation-service tells the model of a failure. */
    public FakeCompany refusing(String reason) {
        refusal = "Error: " + reason;
        return this;
    }

    public List<ObjectNode> contacts() {
        return contacts;
    }

    public List<ObjectNode> appointments() {
        return appointments;
    }

    public List<ObjectNode> sent() {
        return sent;
    }

    /** The tools as the product's gateway describes them. */
    public static List<Tool> tools() {
        return TOOLS;
    }

    public static Tool tool(String name, String description, String properties, String... required) {
        ObjectNode schema = Json.object().put("type", "object");
        schema.set("properties", Json.read(properties).orElseThrow());
        ArrayNode list = schema.putArray("required");
        List.of(required).forEach(list::add);
        return new Tool(name, description, schema);
    }

    /** What the tool returns for this call, as the text of a tool message. */
    public String run(ToolCall call) {
        if (!refusal.isEmpty()) {
            return refusal;
        }
        if (failing.contains(call.name())) {
            return "{\"error\": \"upstream\", \"message\": \"the CRM did not answer within 5 s\"}";
        }
        ObjectNode arguments = call.arguments();
        return switch (call.name()) {
            case "revops_get_contact" -> contact(arguments);
            case "revops_search_contacts" -> page("contacts", contacts, arguments, FakeCompany::contactText);
            case "revops_search_opportunities" ->
                page(
                        "opportunities",
                        opportunities,
                        arguments,
                        deal -> deal.path("name").asText());
            case "revops_create_contact" -> one("contact", arguments.deepCopy().put("id", id(call.id())));
            case "revops_create_opportunity" ->
                one("opportunity", arguments.deepCopy().put("id", id(call.id())));
            case "revops_update_contact" -> updated(arguments);
            case "calendar_get_availability" -> slots(arguments);
            case "calendar_list_appointments" -> one("appointments", array(appointments));
            case "calendar_book_appointment" -> booked(arguments);
            case "send_email" -> {
                sent.add(arguments);
                yield "{\"message_id\": \"<1@mail.example>\", \"sent_at\": \"2026-11-20T09:00:00Z\"}";
            }
            default -> "There is no such tool.";
        };
    }

    private String contact(ObjectNode arguments) {
        return contacts.stream()
                .filter(contact -> contact.path("id")
                                .asText()
                                .equals(arguments.path("contact_id").asText())
                        || contact.path("email")
                                .asText()
                                .equals(arguments.path("email").asText()))
                .findFirst()
                .map(contact -> one("contact", contact))
                .orElse("There is no such contact.");
    }

    private String updated(ObjectNode arguments) {
        ObjectNode contact = contacts.stream()
                .filter(each -> each.path("id")
                        .asText()
                        .equals(arguments.path("contact_id").asText()))
                .findFirst()
                .orElseThrow();
        arguments.properties().stream()
                .filter(field -> !field.getKey().equals("contact_id"))
                .forEach(field -> contact.set(field.getKey(), field.getValue()));
        return one("contact", contact);
    }

    private String booked(ObjectNode arguments) {
        OffsetDateTime start = OffsetDateTime.parse(arguments.path("starts_at").asText());
        return one(
                "appointment",
                book(
                        arguments.path("title").asText(),
                        start,
                        start.plusMinutes(arguments.path("duration_minutes").asInt(30)),
                        arguments.path("attendee").asText()));
    }

    private static String contactText(ObjectNode contact) {
        return String.join(
                " ",
                contact.path("first_name").asText(),
                contact.path("last_name").asText(),
                contact.path("email").asText(),
                contact.path("company").asText(),
                contact.path("title").asText());
    }

    private static String page(
            String name, List<ObjectNode> all, ObjectNode arguments, Function<ObjectNode, String> text) {
        List<String> words = List.of(
                arguments.path("query").asText().toLowerCase(Locale.ROOT).split(" "));
        Predicate<ObjectNode> matches = each -> words.stream()
                        .allMatch(text.apply(each).toLowerCase(Locale.ROOT)::contains)
                && (!arguments.has("stage") || each.path("stage").equals(arguments.path("stage")))
                && (!arguments.has("contact_id") || each.path("contact_id").equals(arguments.path("contact_id")));
        List<ObjectNode> found = all.stream().filter(matches).toList();
        int limit = arguments.path("limit").asInt(20);
        ObjectNode page = Json.object();
        page.set(name, array(found.stream().limit(limit).toList()));
        page.put("next", found.size() > limit ? "more" : null);
        return page.toString();
    }

    /** Half-hour slots from 9 to 17 on the first day asked for, without 15:00 on 25 November. */
    private static String slots(ObjectNode arguments) {
        LocalDate day = LocalDate.parse(arguments.path("from").asText().substring(0, 10));
        ObjectNode result = Json.object().put("time_zone", "Etc/UTC").put("owner", "owner@acme.test");
        ArrayNode slots = result.putArray("slots");
        for (int half = 18; half < 34; half++) {
            OffsetDateTime start = day.atTime(half / 2, half % 2 * 30).atOffset(ZoneOffset.UTC);
            if (!start.equals(OffsetDateTime.parse("2026-11-25T15:00:00Z"))) {
                slots.addObject()
                        .put("starts_at", start.toString())
                        .put("ends_at", start.plusMinutes(30).toString());
            }
        }
        return result.toString();
    }

    private ObjectNode book(String title, OffsetDateTime start, OffsetDateTime end, String attendee) {
        ObjectNode appointment = Json.object()
                .put("id", id(title + start))
                .put("title", title)
                .put("starts_at", start.toString())
                .put("ends_at", end.toString())
                .put("time_zone", "Etc/UTC")
                .put("attendee", attendee);
        appointments.add(appointment);
        return appointment;
    }

    private static String one(String name, JsonNode value) {
        return Json.object().set(name, value).toString();
    }

    private static ArrayNode array(List<ObjectNode> rows) {
        ArrayNode array = Json.object().arrayNode();
        rows.forEach(array::add);
        return array;
    }

    private static String id(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
