package dev.spectrum.gateway.calendar;

import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContactAppointmentToolsIT {

    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(7);

    /** A calendar of this test's own. */
    private final String owner = UUID.randomUUID() + "@acme.test";

    private String contact;

    @BeforeEach
    void somebodyToMeet() {
        contact = result(
                        ACME_MEMBER,
                        "revops_create_contact",
                        Map.of("first_name", "Dana", "last_name", "Whitfield", "email", owner))
                .at("/contact/id")
                .asText();
    }

    @Test
    void anAppointmentOfTheCrmIsOneOfTheCalendar() {
        JsonNode created = create("Demo", "10:00", "11:00");

        assertThat(created.get("contact_name").asText()).isEqualTo("Dana Whitfield");
        assertThat(created.get("owner").asText()).isEqualTo(owner);
        assertThat(list(Map.of()).get("appointments")).containsExactly(created);
        JsonNode inCalendar = calendar().get(0);
        assertThat(inCalendar.get("id")).isEqualTo(created.get("id"));
        assertThat(inCalendar.get("contact_id").asText()).isEqualTo(contact);
        assertThat(inCalendar.get("attendee").asText()).isEqualTo(owner);
        assertThat(inCalendar.get("starts_at").asText()).isEqualTo(at("10:00"));
    }

    @Test
    void anAppointmentOfTheCalendarIsOneOfTheCrm() {
        String booked = result(
                        ACME_MEMBER,
                        "calendar_book_appointment",
                        Map.of("title", "Call", "starts_at", at("15:00"), "contact_id", contact, "owner", owner))
                .at("/appointment/id")
                .asText();
        assertThat(list(Map.of()).at("/appointments/0/id").asText()).isEqualTo(booked);

        result(ACME_MEMBER, "revops_cancel_appointment", Map.of("appointment_id", booked));

        assertThat(list(Map.of()).get("appointments")).isEmpty();
        assertThat(calendar()).isEmpty();
        assertThat(wrong("revops_cancel_appointment", Map.of("appointment_id", booked)))
                .isEqualTo("not-found /appointment_id");
        create("The time is free again", "15:00", "15:30");
    }

    @Test
    void takesNoTimeThatIsTaken() {
        JsonNode first = create("First", "10:00", "11:00");
        JsonNode second = create("Second", "11:00", "12:00");

        assertThat(wrong("revops_create_appointment", appointment("Third", "10:30", "11:30")))
                .isEqualTo("time-taken ");
        assertThat(wrong("revops_update_appointment", move(second, "10:59", "12:00")))
                .isEqualTo("time-taken ");
        JsonNode moved = update(move(second, "12:00", "13:00"));
        assertThat(moved.get("starts_at").asText()).isEqualTo(at("12:00"));
        assertThat(moved.get("title").asText()).isEqualTo("Second");
        assertThat(list(Map.of()).get("appointments")).containsExactly(first, moved);
    }

    @Test
    void whatIsNotGivenStays() {
        JsonNode created = create("Demo", "10:00", "11:00");
        Map<String, Object> changes = move(created, "10:00", "11:00");
        changes.put("notes", "Bring the offer");
        JsonNode noted = update(changes);
        assertThat(noted.get("title").asText()).isEqualTo("Demo");
        changes.put("notes", "");
        changes.put("title", "Second demo");
        JsonNode renamed = update(changes);
        assertThat(renamed.get("notes").isNull()).isTrue();
        assertThat(renamed.get("title").asText()).isEqualTo("Second demo");
    }

    @Test
    void listsAppointmentsInPagesByTime() {
        create("B", "11:00", "11:30");
        create("C", "12:00", "12:30");
        create("A", "10:00", "10:30");

        JsonNode first = list(Map.of("limit", 2));
        JsonNode second = list(Map.of("limit", 2, "cursor", first.get("next").asText()));

        assertThat(first.get("appointments").findValuesAsText("title")).containsExactly("A", "B");
        assertThat(second.get("appointments").findValuesAsText("title")).containsExactly("C");
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(list(Map.of("from", at("11:30"))).get("appointments").findValuesAsText("title"))
                .containsExactly("C");
    }

    @Test
    void nobodyMeetsWhoAskedNotToBeContacted() {
        JsonNode before = create("Before they said so", "10:00", "11:00");
        result(ACME_MEMBER, "revops_update_contact", Map.of("contact_id", contact, "status", "do_not_contact"));

        assertThat(wrong("revops_create_appointment", appointment("After", "12:00", "13:00")))
                .isEqualTo("do-not-contact ");
        assertThat(wrong(
                        "calendar_book_appointment",
                        Map.of("title", "After", "starts_at", at("12:00"), "contact_id", contact, "owner", owner)))
                .isEqualTo("do-not-contact ");
        assertThat(wrong("revops_update_appointment", move(before, "12:00", "13:00")))
                .isEqualTo("do-not-contact ");
        result(
                ACME_MEMBER,
                "revops_cancel_appointment",
                Map.of("appointment_id", before.get("id").asText()));
        assertThat(calendar()).isEmpty();
    }

    @Test
    void namesWhatIsWrong() {
        Map<String, Object> unknown = appointment("x", "10:00", "11:00");
        unknown.put("contact_id", UUID.randomUUID().toString());
        assertThat(wrong("revops_create_appointment", unknown)).isEqualTo("not-found /contact_id");
        unknown.put("contact_id", "151");
        assertThat(wrong("revops_create_appointment", unknown)).isEqualTo("not-found /contact_id");
        assertThat(wrong("calendar_list_appointments", Map.of("contact_id", "151")))
                .isEqualTo("not-found /contact_id");
        assertThat(wrong("revops_create_appointment", appointment("x", "11:00", "11:00")))
                .isEqualTo("invalid-arguments /ends_at");
        Map<String, Object> past = appointment("x", "10:00", "11:00");
        past.putAll(Map.of("starts_at", "2020-01-01T10:00:00Z", "ends_at", "2020-01-01T11:00:00Z"));
        assertThat(wrong("revops_create_appointment", past)).isEqualTo("invalid-arguments /starts_at");
        past.put("starts_at", "soon");
        assertThat(wrong("revops_create_appointment", past)).isEqualTo("invalid-arguments /starts_at");
        JsonNode created = create("Real", "10:00", "11:00");
        assertThat(wrong("revops_update_appointment", move(created, "12:00", "11:00")))
                .isEqualTo("invalid-arguments /ends_at");
        assertThat(wrong("revops_list_appointments", Map.of("contact_id", contact, "cursor", "abc")))
                .isEqualTo("invalid-arguments /cursor");
        assertThat(wrong("revops_cancel_appointment", Map.of("appointment_id", contact)))
                .isEqualTo("not-found /appointment_id");
    }

    private JsonNode create(String title, String from, String to) {
        return result(ACME_MEMBER, "revops_create_appointment", appointment(title, from, to))
                .get("appointment");
    }

    private Map<String, Object> appointment(String title, String from, String to) {
        return new HashMap<>(Map.of(
                "contact_id", contact, "title", title, "starts_at", at(from), "ends_at", at(to), "owner", owner));
    }

    private static JsonNode update(Map<String, ?> changes) {
        return result(ACME_MEMBER, "revops_update_appointment", changes).get("appointment");
    }

    private Map<String, Object> move(JsonNode appointment, String from, String to) {
        return new HashMap<>(
                Map.of("appointment_id", appointment.get("id").asText(), "starts_at", at(from), "ends_at", at(to)));
    }

    private String at(String time) {
        return day + "T" + time + ":00Z";
    }

    private JsonNode list(Map<String, ?> filter) {
        Map<String, Object> wanted = new HashMap<>(filter);
        wanted.put("contact_id", contact);
        return result(ACME_MEMBER, "revops_list_appointments", wanted);
    }

    private List<JsonNode> calendar() {
        List<JsonNode> found = new java.util.ArrayList<>();
        result(ACME_MEMBER, "calendar_list_appointments", Map.of("owner", owner, "contact_id", contact))
                .get("appointments")
                .forEach(found::add);
        return found;
    }

    private static String wrong(String tool, Map<String, ?> arguments) {
        JsonNode refused = error(ACME_MEMBER, tool, arguments);
        return refused.get("error").asText() + " "
                + refused.at("/errors/0/pointer").asText();
    }
}
