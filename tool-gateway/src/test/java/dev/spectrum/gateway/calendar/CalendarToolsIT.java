package dev.spectrum.gateway.calendar;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.atOnce;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CalendarToolsIT {

    /** A Monday to come; the working hours of the tests are the usual ones, in UTC. */
    private final LocalDate monday =
            LocalDate.now(ZoneOffset.UTC).plusDays(7).with(TemporalAdjusters.next(DayOfWeek.MONDAY));

    /** A calendar of this test's own. */
    private final String owner = UUID.randomUUID() + "@acme.test";

    @Test
    void anAppointmentTakesItsTime() {
        assertThat(slots(60)).hasSize(8).first().isEqualTo(monday + "T09:00:00Z");

        JsonNode booked = book(Map.of("title", "Call with Dana", "starts_at", monday + "T10:30:00Z"))
                .get("appointment");

        assertThat(booked.get("ends_at").asText()).isEqualTo(monday + "T11:00:00Z");
        assertThat(booked.get("owner").asText()).isEqualTo(owner);
        assertThat(slots(60)).hasSize(7).doesNotContain(monday + "T10:00:00Z");
        assertThat(slots(30)).hasSize(15).doesNotContain(monday + "T10:30:00Z").contains(monday + "T11:00:00Z");
        assertThat(list(Map.of())).containsExactly(booked);
    }

    @Test
    void whoeverNamesNoCalendarHasTheirOwn() {
        JsonNode appointment = result(
                        ACME_MEMBER,
                        "calendar_book_appointment",
                        Map.of("title", "Mine", "starts_at", monday.plusYears(1) + "T" + randomTime()))
                .get("appointment");
        assertThat(appointment.get("owner").asText()).isEqualTo("member@acme.test");
        assertThat(result(ACME_MEMBER, "calendar_get_availability", Map.of())
                        .get("owner")
                        .asText())
                .isEqualTo("member@acme.test");
    }

    @Test
    void anAppointmentIsWithAContact() {
        String contact = result(
                        ACME_MEMBER,
                        "revops_create_contact",
                        Map.of("first_name", "Dana", "last_name", "Whitfield", "email", owner))
                .at("/contact/id")
                .asText();
        JsonNode booked = book(Map.of(
                        "title",
                        "Demo",
                        "starts_at",
                        monday + "T13:00:00Z",
                        "contact_id",
                        contact,
                        "notes",
                        "Bring the offer"))
                .get("appointment");

        assertThat(booked.get("contact_name").asText()).isEqualTo("Dana Whitfield");
        assertThat(booked.get("attendee").asText()).isEqualTo(owner);
        assertThat(list(Map.of("contact_id", contact))).containsExactly(booked);
        assertThat(list(Map.of("contact_id", UUID.randomUUID().toString()))).isEmpty();
    }

    @Test
    void timesAreReadAndShownInTheZoneAskedFor() {
        JsonNode booked = book(Map.of(
                        "title",
                        "Call",
                        "starts_at",
                        monday + "T10:00:00",
                        "duration_minutes",
                        45,
                        "time_zone",
                        "Asia/Tokyo"))
                .get("appointment");
        assertThat(booked.get("starts_at").asText()).isEqualTo(monday + "T10:00:00+09:00");
        assertThat(booked.get("ends_at").asText()).isEqualTo(monday + "T10:45:00+09:00");
        assertThat(list(Map.of()).getFirst().get("starts_at").asText()).isEqualTo(monday + "T01:00:00Z");

        JsonNode availability = result(
                ACME_MEMBER,
                "calendar_get_availability",
                Map.of(
                        "from",
                        monday + "T00:00:00Z",
                        "to",
                        monday + "T10:00:00Z",
                        "owner",
                        owner,
                        "time_zone",
                        "Asia/Tokyo"));
        assertThat(availability.get("time_zone").asText()).isEqualTo("Asia/Tokyo");
        assertThat(availability.at("/slots/0/starts_at").asText()).isEqualTo(monday + "T18:00:00+09:00");
    }

    @Test
    void refusesATimeThatIsTaken() {
        book(Map.of("title", "First", "starts_at", monday + "T10:00:00Z"));
        for (String start : List.of("T10:00:00Z", "T09:45:00Z", "T10:29:00Z")) {
            assertThat(error(
                                    ACME_MEMBER,
                                    "calendar_book_appointment",
                                    Map.of("title", "Second", "starts_at", monday + start, "owner", owner))
                            .get("error")
                            .asText())
                    .isEqualTo("time-taken");
        }
        book(Map.of("title", "Right before", "starts_at", monday + "T09:30:00Z"));
        book(Map.of("title", "Right after", "starts_at", monday + "T10:30:00Z"));
        result(
                ACME_MEMBER,
                "calendar_book_appointment",
                Map.of("title", "Somebody else's", "starts_at", monday + "T10:00:00Z", "owner", "x" + owner));
    }

    @Test
    void ofManyAtOnceOneGetsTheTime() throws Exception {
        List<Response> answers = atOnce(
                8,
                () -> call(
                        as(ACME_MEMBER),
                        "calendar_book_appointment",
                        Map.of("title", "Race", "starts_at", monday + "T15:00:00Z", "owner", owner)));
        assertThat(answers.stream()
                        .filter(answer -> !read(answer).get("is_error").asBoolean()))
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer ->
                                read(answer).at("/result/error").asText().equals("time-taken")))
                .hasSize(7);
        assertThat(list(Map.of())).hasSize(1);
    }

    @Test
    void listsAppointmentsInPagesByTime() {
        book(Map.of("title", "B", "starts_at", monday + "T11:00:00Z"));
        book(Map.of("title", "C", "starts_at", monday + "T12:00:00Z"));
        book(Map.of("title", "A", "starts_at", monday + "T10:00:00Z"));

        Map<String, Object> wanted =
                new HashMap<>(Map.of("from", monday.toString(), "to", monday.toString(), "owner", owner, "limit", 2));
        JsonNode first = result(ACME_MEMBER, "calendar_list_appointments", wanted);
        wanted.put("cursor", first.get("next").asText());
        JsonNode second = result(ACME_MEMBER, "calendar_list_appointments", wanted);

        assertThat(first.get("appointments"))
                .extracting(found -> found.get("title").asText())
                .containsExactly("A", "B");
        assertThat(second.get("appointments"))
                .extracting(found -> found.get("title").asText())
                .containsExactly("C");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(wrong("calendar_book_appointment", Map.of("title", "x", "starts_at", "soon")))
                .isEqualTo("/starts_at");
        assertThat(wrong("calendar_book_appointment", Map.of("title", "x", "starts_at", "2020-01-06T10:00:00Z")))
                .isEqualTo("/starts_at");
        assertThat(wrong(
                        "calendar_book_appointment",
                        Map.of("title", "x", "starts_at", monday + "T10:00:00Z", "ends_at", monday + "T09:00:00Z")))
                .isEqualTo("/ends_at");
        assertThat(wrong(
                        "calendar_book_appointment",
                        Map.of("title", "x", "starts_at", monday + "T10:00:00", "time_zone", "Mars/Olympus")))
                .isEqualTo("/time_zone");
        assertThat(wrong(
                        "calendar_book_appointment",
                        Map.of(
                                "title",
                                "x",
                                "starts_at",
                                monday + "T10:00:00Z",
                                "contact_id",
                                UUID.randomUUID().toString())))
                .isEqualTo("/contact_id");
        assertThat(wrong("calendar_get_availability", Map.of("from", "2026-13-01")))
                .isEqualTo("/from");
        assertThat(wrong(
                        "calendar_get_availability",
                        Map.of(
                                "from",
                                monday.toString(),
                                "to",
                                monday.plusDays(40).toString())))
                .isEqualTo("/to");
        assertThat(wrong("calendar_list_appointments", Map.of("from", "2026-12-02", "to", "2026-12-01")))
                .isEqualTo("/to");
        assertThat(wrong("calendar_list_appointments", Map.of("cursor", "abc"))).isEqualTo("/cursor");
    }

    @Test
    void nothingThatIsOverIsFree() {
        LocalDate past = LocalDate.now(ZoneOffset.UTC).minusDays(8);
        assertThat(result(
                                ACME_MEMBER,
                                "calendar_get_availability",
                                Map.of(
                                        "from",
                                        past.toString(),
                                        "to",
                                        past.plusDays(5).toString(),
                                        "owner",
                                        owner))
                        .get("slots"))
                .isEmpty();
    }

    private JsonNode book(Map<String, ?> appointment) {
        Map<String, Object> mine = new HashMap<>(appointment);
        mine.put("owner", owner);
        return result(ACME_MEMBER, "calendar_book_appointment", mine);
    }

    private List<String> slots(int minutes) {
        return result(
                        ACME_MEMBER,
                        "calendar_get_availability",
                        Map.of(
                                "from",
                                monday.toString(),
                                "to",
                                monday.toString(),
                                "duration_minutes",
                                minutes,
                                "owner",
                                owner))
                .get("slots")
                .findValuesAsText("starts_at");
    }

    private List<JsonNode> list(Map<String, ?> filter) {
        Map<String, Object> wanted = new HashMap<>(filter);
        wanted.putAll(Map.of("from", monday.toString(), "to", monday.toString(), "owner", owner));
        List<JsonNode> found = new ArrayList<>();
        result(ACME_MEMBER, "calendar_list_appointments", wanted)
                .get("appointments")
                .forEach(found::add);
        return found;
    }

    private static String wrong(String tool, Map<String, ?> arguments) {
        return error(ACME_MEMBER, tool, arguments).at("/errors/0/pointer").asText();
    }

    private static String randomTime() {
        return String.format("%02d:%02d:00Z", (int) (Math.random() * 24), (int) (Math.random() * 60));
    }
}
