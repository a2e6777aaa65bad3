package dev.spectrum.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.connectors.VendorForTests.Asked;
import dev.spectrum.gateway.connectors.VendorForTests.Reply;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.connectors.format.VendorTool;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.tools.ToolException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What GoHighLevel's answers mean, in the shape that they really have. */
@QuarkusTest
class GoHighLevelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String SETTINGS = """
            {"location_id": "ve9EPM428h8vShlRW1KT", "calendar_id": "cal1",
             "custom_fields": {"title": "contact.job_title", "next_step": "opportunity.next_step"}}""";
    private static final String FIELDS = """
            {"customFields": [{"id": "f1", "name": "Job title", "fieldKey": "contact.job_title"},
             {"id": "f2", "name": "Next step", "fieldKey": "opportunity.next_step"}]}""";
    private static final String USERS = """
            {"users": [{"id": "u1", "name": "Sam Rivers", "email": "Sam@acme.example"}, {"id": "u2", "name": "Ann", "email": null}]}""";
    private static final String PIPELINES = """
            {"pipelines": [{"id": "p1", "name": "Sales", "stages": [{"id": "s1", "name": "New lead"},
             {"id": "s2", "name": "Not qualified"}, {"id": "s3", "name": "Sales qualified"}, {"id": "s4", "name": "Proposal sent"},
             {"id": "s5", "name": "In negotiation"}]}]}""";
    private static final String DANA = """
            {"contact": {"id": "c1", "firstName": "Dana", "lastName": null, "email": "dana@northwind.test", "dnd": %s,
             "dndSettings": {"Call": {"status": "permanent"}, "SMS": {"status": "active"}}, "type": "lead",
             "tags": ["Customer", "vip", "lead"], "customFields": [{"id": "f1", "value": "CTO"}], "lastActivity": 1751475015874}}""";

    private final VendorForTests vendor = new VendorForTests();
    private final CredentialsForTests credentials = new CredentialsForTests();
    private final OutboundHttp loopback = new LoopbackHttp();
    private final VendorCalls calls = new VendorCalls(this::sendHere, credentials, Desk.JSON);

    @AfterEach
    void stop() {
        vendor.close();
    }

    @Test
    void aContactIsWhatItsTagsSayUnlessItOptedOut() {
        answers("/contacts/c1", DANA.formatted("false"));
        JsonNode contact =
                call("revops_get_contact", "{\"contact_id\": \"c1\"}").get("contact");
        assertThat(contact).isEqualTo(Desk.object("""
                {"id": "c1", "first_name": "Dana", "last_name": null, "name": "Dana", "email": "dana@northwind.test", "phone": null,
                 "title": "CTO", "company": null, "company_id": null, "status": "customer", "tags": ["Customer", "vip", "lead"],
                 "notes": null, "last_contacted_at": "2025-07-02T16:50:15.874Z"}"""));
        assertThat(vendor.asked().getLast().header("Version")).contains("2021-07-28");

        answers("/contacts/c1", DANA.formatted("true"));
        assertThat(call("revops_get_contact", "{\"contact_id\": \"c1\"}")
                        .at("/contact/status")
                        .asText())
                .isEqualTo("do_not_contact");
    }

    @Test
    void anotherStatusTakesTheTagsOfTheOldOnesAwayAndLiftsAnOptOut() {
        answers("/contacts/c1", DANA.formatted("true"));
        call("revops_update_contact", "{\"contact_id\": \"c1\", \"status\": \"inactive\", \"phone\": \"\"}");
        assertThat(Desk.object(vendor.asked().getLast().body())).isEqualTo(Desk.object("""
                {"phone": null, "tags": ["vip", "inactive"], "dnd": false, "dndSettings": {"SMS": {"status": "inactive"}}}"""));

        call("revops_update_contact", "{\"contact_id\": \"c1\", \"tags\": [\"new\"]}");
        assertThat(Desk.object(vendor.asked().getLast().body()))
                .isEqualTo(Desk.object("{\"tags\": [\"new\", \"Customer\", \"lead\"]}"));
    }

    @Test
    void whatIsNotThereIsNotFoundWhateverTheStatus() {
        vendor.answers(asked -> usual(asked)
                .orElse(Reply.of(400, "{\"statusCode\": 400, \"message\": \"Contact with id zz not found\"}")));
        assertThatThrownBy(() -> call("revops_get_contact", "{\"contact_id\": \"zz\"}"))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        refused -> assertThat(refused.error().error()).isEqualTo("not-found"));
    }

    @Test
    void opportunitiesAreSortedByWhatTheyPromiseAndSayWhomNotToCall() {
        String found = """
                {"meta": {}, "opportunities": [
                 {"id": "o1", "name": "A", "monetaryValue": 1000, "pipelineId": "p1", "pipelineStageId": "s3", "status": "open",
                  "contactId": "c1", "contact": {"name": "Dana"}, "customFields": [{"id": "f2", "fieldValue": "Call"}],
                  "effectiveProbability": 30, "forecastExpectedCloseDate": "2026-12-05"},
                 {"id": "o2", "name": "B", "monetaryValue": 900, "pipelineId": "p1", "pipelineStageId": "s5", "status": "open",
                  "contactId": "c2", "contact": {"name": "Bob"}},
                 {"id": "o3", "name": "C", "monetaryValue": null, "pipelineId": "p1", "pipelineStageId": "s2", "status": "open",
                  "contactId": null},
                 {"id": "o4", "name": "D", "monetaryValue": 5, "pipelineId": "gone", "pipelineStageId": "gone",
                  "status": "abandoned", "contactId": "c9"}]}""";
        String contacts = """
                {"contacts": [{"id": "c1", "firstName": "Dana", "dnd": false, "tags": ["customer"]},
                 {"id": "c2", "firstName": "Bob", "dnd": true, "tags": []}], "total": 2}""";
        vendor.answers(asked -> usual(asked)
                .orElseGet(() -> Reply.ok(asked.target().startsWith("/opportunities/search") ? found : contacts)));

        JsonNode all = call("revops_search_opportunities", "{}").get("opportunities");
        assertThat(texts(all, "id")).isEqualTo("o2 o1 o3 o4");
        assertThat(texts(all, "stage")).isEqualTo("negotiation qualified null lost");
        assertThat(texts(all, "probability")).isEqualTo("null 30 null 0");
        assertThat(texts(all, "contact_status")).isEqualTo("do_not_contact customer null null");
        assertThat(all.get(1).get("next_step").asText()).isEqualTo("Call");
        assertThat(vendor.asked().get(2).header("Version")).contains("v3");

        JsonNode second = call("revops_search_opportunities", "{\"limit\": 2, \"cursor\": \"2\", \"open_only\": true}");
        assertThat(texts(second.get("opportunities"), "id")).isEqualTo("o3");
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(texts(
                        call("revops_search_opportunities", "{\"status\": \"do_not_contact\"}")
                                .get("opportunities"),
                        "id"))
                .isEqualTo("o2");
    }

    @Test
    void tasksOfAllPagesAreSortedByWhenTheyAreDue() {
        vendor.answers(asked -> usual(asked).orElseGet(() -> {
            int skip = Desk.object(asked.body()).get("skip").asInt();
            return Reply.ok(IntStream.range(skip, Math.min(skip + 100, 230))
                    .mapToObj(i -> """
                            {"_id": "t%d", "title": "Task %d", "dueDate": "%s", "completed": false, "contactId": "c1",
                             "assignedTo": "u1", "contactDetails": {"firstName": "Dana", "lastName": ""}}""".formatted(i, i, Instant.ofEpochSecond(2_000_000_000L - i)))
                    .collect(Collectors.joining(",", "{\"tasks\": [", "]}")));
        }));
        JsonNode result = call("revops_search_tasks", "{\"limit\": 2}");
        assertThat(texts(result.get("tasks"), "id")).isEqualTo("c1/t229 c1/t228");
        assertThat(texts(result.get("tasks"), "owner")).isEqualTo("Sam@acme.example Sam@acme.example");
        assertThat(result.get("next").asText()).isEqualTo("2");
    }

    @Test
    void appointmentsWithoutAnOffsetAreInTheSubAccountsTimeZone() {
        vendor.answers(asked -> usual(asked).orElseGet(() -> switch (asked.target()) {
            case "/contacts/c1" -> Reply.ok(DANA.formatted("false"));
            case "/contacts/c1/appointments" -> Reply.ok("""
                    {"events": [
                     {"id": "e1", "startTime": "2026-07-16 11:00:00", "endTime": "2026-07-16 11:30:00", "appointmentStatus": "confirmed"},
                     {"id": "e2", "startTime": "2026-01-16 11:00:00", "endTime": null, "appointmentStatus": "showed"},
                     {"id": "e3", "startTime": "2026-01-16 11:00:00", "endTime": null, "appointmentStatus": "cancelled"},
                     {"id": "e4", "startTime": "2026-05-01T10:00:00-04:00", "endTime": "2026-05-01T11:00:00-04:00"}]}""");
            default -> Reply.ok("{\"location\": {\"timezone\": \"America/Chicago\"}}");
        }));
        JsonNode appointments =
                call("revops_list_appointments", "{\"contact_id\": \"c1\"}").get("appointments");
        assertThat(texts(appointments, "id")).isEqualTo("e2 e4 e1");
        assertThat(appointments
                        .valueStream()
                        .map(each ->
                                Instant.parse(each.get("starts_at").asText()).toString()))
                .containsExactly("2026-01-16T17:00:00Z", "2026-05-01T14:00:00Z", "2026-07-16T16:00:00Z");
    }

    @Test
    void nobodyWhoOptedOutGetsAnAppointment() {
        answers("/contacts/c1", DANA.formatted("true"));
        assertThatThrownBy(() -> call("revops_create_appointment", """
                        {"contact_id": "c1", "title": "Demo", "starts_at": "2026-12-01T15:00:00Z", "ends_at": "2026-12-01T15:30:00Z"}"""))
                .hasMessage("The contact asked not to be contacted.");
        assertThat(vendor.asked()).noneMatch(asked -> asked.method().equals("POST"));
    }

    private void answers(String path, String body) {
        vendor.answers(asked -> usual(asked)
                .orElseGet(() -> asked.target().equals(path)
                        ? Reply.ok(body)
                        : Reply.ok("{\"calendar\": {\"id\": \"cal1\", \"teamMembers\": []}}")));
    }

    private static Optional<Reply> usual(Asked asked) {
        String path = asked.target().replaceFirst("\\?.*", "");
        return switch (path) {
            case "/locations/ve9EPM428h8vShlRW1KT/customFields" -> Optional.of(Reply.ok(FIELDS));
            case "/users/" -> Optional.of(Reply.ok(USERS));
            case "/opportunities/pipelines" -> Optional.of(Reply.ok(PIPELINES));
            default -> Optional.empty();
        };
    }

    private static String texts(JsonNode list, String field) {
        return list.valueStream().map(each -> each.get(field).asText()).collect(Collectors.joining(" "));
    }

    private JsonNode call(String tool, String arguments) {
        VendorConnector found = new ConnectorFiles(Desk.reader(), ConnectorCatalogue.builtIn())
                .current().connectors().values().stream()
                        .filter(each -> each.name().equals("gohighlevel"))
                        .findFirst()
                        .orElseThrow();
        VendorTool called = found.tools().stream()
                .filter(each -> each.definition().name().equals(tool))
                .findFirst()
                .orElseThrow();
        credentials.add(
                Desk.TENANT,
                "gohighlevel",
                "gohighlevel",
                SETTINGS,
                found.example().credentials());
        return calls.call(found, called, Desk.context(), Desk.object(arguments), Optional.empty())
                .await()
                .atMost(PATIENCE);
    }

    private Uni<OutboundHttp.Answer> sendHere(OutboundHttp.Request request) {
        String query = request.uri().getRawQuery();
        return loopback.send(new OutboundHttp.Request(
                request.method(),
                URI.create(vendor.url() + request.uri().getRawPath() + (query == null ? "" : "?" + query)),
                request.headers(),
                request.body(),
                request.timeout(),
                request.maxBytes()));
    }
}
