package dev.spectrum.demomodel.records;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.demomodel.json.Fields;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What JSON holds, wherever it stands in it, told by the names of the fields: an object with a stage, a value or a
 * probability is a deal; one with a start is an appointment or, with nothing but times, a free slot; one with a person's
 * name, an email or a phone is a person.
 *
 * @param more whether the tool says that there are more than it returned
 */
public record Records(
        List<Person> people, List<Deal> deals, List<Appointment> appointments, List<Slot> slots, boolean more) {

    private static final String[] START = {
        "start", "start_at", "starts_at", "start_time", "starts", "begin", "begins_at"
    };
    private static final String[] END = {"end", "end_at", "ends_at", "end_time", "ends", "finish"};
    private static final String[] CLOSES = {
        "expected_close_at",
        "expected_close_date",
        "expected_close",
        "close_date",
        "closes_at",
        "closing_date",
        "close_at"
    };
    private static final String[] VALUE = {"value_usd", "value", "amount", "amount_usd", "deal_value", "monetary_value"
    };

    public static Records in(JsonNode json, ZoneId zone) {
        Reading reading = new Reading(zone);
        reading.walk(json, "", null);
        boolean more = json.isObject()
                && (new Fields(json).hasAny("next", "next_cursor", "next_page_token")
                        || json.path("has_more").asBoolean());
        return new Records(reading.people, reading.deals, reading.appointments, reading.slots, more);
    }

    /** A date or date-time in ISO 8601, as the day it is in this zone. */
    static Optional<LocalDate> date(String text, ZoneId zone) {
        return moment(text, zone).map(ZonedDateTime::toLocalDate);
    }

    static Optional<ZonedDateTime> moment(String text, ZoneId zone) {
        try {
            if (text.length() == 10) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(zone));
            }
            boolean hasOffset = text.matches(".*T.*(?:Z|[+-]\\d{2}:?\\d{2})$");
            return Optional.of(
                    hasOffset
                            ? OffsetDateTime.parse(text).atZoneSameInstant(zone)
                            : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone));
        } catch (DateTimeException notIso) {
            return Optional.empty();
        }
    }

    private static final class Reading {

        private final ZoneId zone;
        private final List<Person> people = new ArrayList<>();
        private final List<Deal> deals = new ArrayList<>();
        private final List<Appointment> appointments = new ArrayList<>();
        private final List<Slot> slots = new ArrayList<>();

        Reading(ZoneId zone) {
            this.zone = zone;
        }

        /** @param day the day that the objects around it name, for times of day that stand alone */
        void walk(JsonNode node, String key, @Nullable LocalDate day) {
            if (key.contains("busy")) {
                return; // times that cannot be booked
            }
            if (node.isArray()) {
                node.forEach(element -> walk(element, key, day));
            } else if (node.isTextual() && key.matches(".*(slot|free|availab|times).*")) {
                start(node.asText(), day).ifPresent(start -> slots.add(new Slot(start, null)));
            } else if (node.isObject()) {
                Fields fields = new Fields(node);
                LocalDate named = fields.text("date", "day")
                        .flatMap(text -> date(text, zone))
                        .orElse(day);
                boolean isRecord = read(fields, named);
                node.properties().stream()
                        .filter(field -> !isRecord || field.getValue().isArray())
                        .forEach(field -> walk(field.getValue(), Fields.snake(field.getKey()), named));
            }
        }

        /** Whether the object was one of the records; lists inside it may hold more of them. */
        private boolean read(Fields fields, @Nullable LocalDate day) {
            Optional<ZonedDateTime> start = fields.text(START).flatMap(text -> start(text, day));
            if (fields.hasAny("stage", "probability", "pipeline_stage", "deal_stage")
                    || (fields.hasAny(VALUE) && fields.hasAny("name", "title"))) {
                deals.add(deal(fields));
            } else if (start.isPresent()) {
                time(fields, start.get());
            } else if (isPerson(fields)) {
                people.add(person(fields));
            } else {
                return false;
            }
            return true;
        }

        private Optional<ZonedDateTime> start(String text, @Nullable LocalDate day) {
            return day != null && text.matches("\\d{2}:\\d{2}(:\\d{2})?")
                    ? Optional.of(day.atTime(LocalTime.parse(text)).atZone(zone))
                    : moment(text, zone);
        }

        private static boolean isPerson(Fields fields) {
            return fields.hasAny("first_name", "last_name", "full_name")
                    || fields.hasAny("email", "phone")
                    || (fields.hasAny("name") && fields.hasAny("job_title", "last_contacted_at", "contact_id"));
        }

        private Person person(Fields fields) {
            String joined = Stream.of("first_name", "last_name")
                    .flatMap(part -> fields.text(part).stream())
                    .reduce((first, last) -> first + " " + last)
                    .orElse(null);
            return new Person(
                    fields.text("id", "contact_id", "lead_id").orElse(null),
                    fields.text("name", "full_name", "display_name", "contact_name")
                            .orElse(joined),
                    fields.text("email", "email_address", "contact_email").orElse(null),
                    fields.text("phone", "phone_number", "mobile", "contact_phone")
                            .orElse(null),
                    fields.text("title", "job_title", "position").orElse(null),
                    fields.text("company", "company_name", "organization", "account", "account_name")
                            .orElse(null),
                    fields.text("status", "lifecycle_stage").orElse(null),
                    tags(fields),
                    fields.text("last_contacted_at", "last_contacted", "last_contact_at", "last_activity_at")
                            .flatMap(text -> date(text, zone))
                            .orElse(null),
                    fields.text("notes", "note", "description").orElse(null),
                    true);
        }

        private static List<String> tags(Fields fields) {
            List<String> tags = new ArrayList<>();
            fields.node("tags", "labels").ifPresent(node -> node.forEach(tag -> tags.add(tag.asText())));
            return tags;
        }

        private Deal deal(Fields fields) {
            return new Deal(
                    fields.text("id", "opportunity_id", "deal_id").orElse(null),
                    fields.text("name", "title", "deal_name").orElse(null),
                    fields.text("stage", "pipeline_stage", "deal_stage").orElse(null),
                    fields.text("status").orElse(null),
                    fields.number(VALUE).orElse(null),
                    fields.text("currency").orElse("USD").toUpperCase(Locale.ROOT),
                    fields.number("probability", "win_probability")
                            .map(Number::doubleValue)
                            .map(share -> share > 1 ? share / 100 : share)
                            .orElse(null),
                    fields.text(CLOSES).flatMap(text -> date(text, zone)).orElse(null),
                    fields.text("next_step", "next_action").orElse(null),
                    contactOf(fields));
        }

        private @Nullable Person contactOf(Fields fields) {
            Optional<JsonNode> nested =
                    fields.node("contact", "person", "customer").filter(JsonNode::isObject);
            if (nested.isPresent()) {
                return person(new Fields(nested.get()));
            }
            if (!fields.hasAny("contact_id", "contact_name", "contact_email", "contact")) {
                return null;
            }
            return new Person(
                    fields.text("contact_id").orElse(null),
                    fields.text("contact_name", "contact").orElse(null),
                    fields.text("contact_email").orElse(null),
                    fields.text("contact_phone").orElse(null),
                    fields.text("contact_title").orElse(null),
                    fields.text("company", "company_name", "account", "account_name", "contact_company")
                            .orElse(null),
                    fields.text("contact_status").orElse(null),
                    List.of(),
                    fields.text("last_contacted_at", "contact_last_contacted_at")
                            .flatMap(text -> date(text, zone))
                            .orElse(null),
                    null,
                    false);
        }

        private void time(Fields fields, ZonedDateTime start) {
            @Nullable
            ZonedDateTime end = fields.text(END)
                    .flatMap(text -> moment(text, zone))
                    .or(() -> fields.number("duration_minutes", "duration", "minutes")
                            .map(minutes -> start.plusMinutes(minutes.longValue())))
                    .orElse(null);
            boolean booked = fields.hasAny(
                    "title",
                    "subject",
                    "name",
                    "summary",
                    "contact_id",
                    "contact_name",
                    "contact",
                    "attendee",
                    "attendees",
                    "attendee_email",
                    "attendee_name",
                    "with");
            if (!booked) {
                boolean isPeriodAskedFor = fields.hasAny("slots", "items", "available_slots", "free", "free_slots");
                boolean isTaken = fields.node("available", "free")
                        .filter(free -> !free.asBoolean())
                        .isPresent();
                if (!isPeriodAskedFor && !isTaken) {
                    slots.add(new Slot(start, end));
                }
                return;
            }
            appointments.add(new Appointment(
                    fields.text("id", "appointment_id", "event_id").orElse(null),
                    fields.text("title", "subject", "name", "summary").orElse(null),
                    start,
                    end,
                    attendee(fields),
                    fields.text("status").orElse(null)));
        }

        private static @Nullable String attendee(Fields fields) {
            Optional<JsonNode> first =
                    fields.node("attendees").filter(JsonNode::isArray).map(list -> list.path(0));
            return fields.text("contact_name", "attendee_name", "with", "contact", "attendee", "attendee_email")
                    .or(() -> first.filter(JsonNode::isTextual).map(JsonNode::asText))
                    .or(() -> first.filter(JsonNode::isObject)
                            .flatMap(object -> new Fields(object).text("name", "email")))
                    .orElse(null);
        }
    }
}
