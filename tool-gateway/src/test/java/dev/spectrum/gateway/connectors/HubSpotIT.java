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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the CRM's tools make of HubSpot's answers, which leave out and put in more than its description says. */
@QuarkusTest
class HubSpotIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTACTS = "/crm/objects/2026-03/contacts";
    private static final String DEALS = "/crm/objects/2026-03/0-3";
    private static final String DANA = record("512", """
            "firstname": "Dana", "lastname": "Whitfield", "email": "dana@northwind.test", "phone": null, "company": "Northwind",
            "associatedcompanyid": "70", "lifecyclestage": "evangelist", "hs_email_optout": null, "topics": "vip;partner",
            "notes_last_contacted": "2026-03-01T10:00:00Z" """);
    private static final String LEFT_ALONE = record("513", """
            "firstname": null, "lastname": null, "email": "kim@globex.test", "lifecyclestage": "lead", "hs_email_optout": "true" """);

    private final VendorForTests vendor = new VendorForTests();
    private final CredentialsForTests credentials = new CredentialsForTests();
    private final OutboundHttp loopback = new LoopbackHttp();
    private final VendorCalls calls = new VendorCalls(this::sendHere, credentials, Desk.JSON);

    @AfterEach
    void stop() {
        vendor.close();
    }

    @Test
    void dealsAreShownInDollarsWithTheirContacts() {
        String big = record("1", """
                "dealname": "Big", "dealstage": "contractsent", "amount": "1000.5", "amount_in_home_currency": "1000.5",
                "deal_currency_code": null, "hs_deal_stage_probability": "0.90000000000000002220446049250313080847263336181640625",
                "closedate": "2031-03-31T12:00:00Z", "hs_next_step": "", "hs_is_closed": "false", "hs_is_closed_won": "false" """);
        String euros = record("2", """
                "dealname": "Euros", "dealstage": "stage-of-another-pipeline", "amount": "100", "amount_in_home_currency": "110",
                "deal_currency_code": "EUR", "hs_deal_stage_probability": "1.0", "closedate": null, "hs_is_closed": "true",
                "hs_is_closed_won": "true" """);
        String empty = record("3", "\"dealname\": \"Empty\", \"amount\": null, \"hs_is_closed\": \"false\"");
        answers(Map.of(
                "POST " + DEALS + "/search",
                found(big + "," + euros + "," + empty),
                "POST /crm/associations/2026-03/0-3/contacts/batch/read",
                Reply.of(207, """
                        {"status": "COMPLETE", "numErrors": 1, "errors": [{"subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND"}],
                         "results": [{"from": {"id": "1"}, "to": [{"toObjectId": 512, "associationTypes": []}]},
                           {"from": {"id": "2"}, "to": [{"toObjectId": 513, "associationTypes": []}]}]}"""),
                "POST " + CONTACTS + "/batch/read",
                found(LEFT_ALONE + "," + DANA)));

        JsonNode deals = call("revops_search_opportunities", "{\"open_only\": true}", "{}")
                .get("opportunities");

        assertThat(deals).hasSize(3);
        assertThat(Desk.object(deals.get(0).toString())).isEqualTo(Desk.object("""
                {"id": "1", "name": "Big", "stage": "negotiation", "value_usd": 1000.5, "probability": 90,
                 "expected_close_at": "2031-03-31", "next_step": null, "contact_id": "512", "contact_name": "Dana Whitfield",
                 "contact_email": "dana@northwind.test", "contact_phone": null, "contact_status": "customer",
                 "company": "Northwind", "last_contacted_at": "2026-03-01T10:00:00Z"}"""));
        assertThat(deals.get(1).get("stage").asText()).isEqualTo("won");
        assertThat(deals.get(1).get("value_usd").asInt()).isEqualTo(110);
        assertThat(deals.get(1).get("contact_status").asText()).isEqualTo("do_not_contact");
        assertThat(deals.get(2).get("contact_id").isNull()).isTrue();
        assertThat(deals.get(2).get("stage").isNull()).isTrue();
        assertThat(deals.get(2).get("value_usd").isNull()).isTrue();
    }

    @Test
    void anEarlierStatusIsSetWhereTheLaterOneWasCleared() {
        answers(Map.of(
                "GET " + CONTACTS + "/512", Reply.ok(DANA),
                "PATCH " + CONTACTS + "/512",
                        Reply.ok(record(
                                "512", "\"lifecyclestage\": \"lead\", \"topics\": \"new\", \"jobtitle\": \"\""))));

        JsonNode contact = call(
                        "revops_update_contact",
                        "{\"contact_id\": \"512\", \"status\": \"lead\", \"title\": \"\", \"tags\": [\"new\"]}",
                        "{\"tags_property\": \"topics\"}")
                .get("contact");

        assertThat(vendor.asked().stream().skip(1).map(Asked::body).map(Desk::object))
                .containsExactly(
                        Desk.object("{\"properties\": {\"lifecyclestage\": \"\"}}"),
                        Desk.object(
                                "{\"properties\": {\"jobtitle\": \"\", \"lifecyclestage\": \"lead\", \"topics\": \"new\"}}"));
        assertThat(contact.get("status").asText()).isEqualTo("lead");
        assertThat(contact.get("tags").toString()).isEqualTo("[\"new\"]");
        assertThat(contact.get("name").asText()).isEqualTo("Dana Whitfield");
    }

    @Test
    void whoMustNotBeContactedIsTakenOffAllMailAndStaysSo() {
        answers(Map.of(
                "GET " + CONTACTS + "/512",
                Reply.ok(DANA),
                "GET " + CONTACTS + "/513",
                Reply.ok(LEFT_ALONE),
                "POST /communication-preferences/2026-03/statuses/dana%40northwind.test/unsubscribe-all",
                Reply.ok("{}")));

        JsonNode contact = call(
                        "revops_update_contact", "{\"contact_id\": \"512\", \"status\": \"do_not_contact\"}", "{}")
                .get("contact");

        assertThat(contact.get("status").asText()).isEqualTo("do_not_contact");
        assertThat(vendor.asked()).hasSize(2);
        assertThat(vendor.asked().getLast().target()).endsWith("/unsubscribe-all?channel=EMAIL");
        assertThatThrownBy(() ->
                        call("revops_update_contact", "{\"contact_id\": \"513\", \"status\": \"customer\"}", "{}"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("opted out");
        assertThat(vendor.asked()).hasSize(3);
    }

    @Test
    void aContactGoesWithItsDealsButForThoseThatItShares() {
        String contact = DANA.replaceFirst("\\{", """
                {"associations": {"deals": {"results": [{"id": "1", "type": "contact_to_deal"}, {"id": "2", "type": "contact_to_deal"},
                  {"id": "1", "type": "contact_to_deal_unlabeled"}]}},""");
        answers(Map.of(
                "GET " + CONTACTS + "/512",
                Reply.ok(contact),
                "POST /crm/associations/2026-03/0-3/contacts/batch/read",
                Reply.ok("""
                        {"results": [{"from": {"id": "1"}, "to": [{"toObjectId": 512, "associationTypes": [{}, {}]}]},
                          {"from": {"id": "2"}, "to": [{"toObjectId": 512}, {"toObjectId": 513}]}]}"""),
                "POST " + DEALS + "/batch/archive",
                Reply.of(204, ""),
                "DELETE " + CONTACTS + "/512",
                Reply.of(204, "")));

        call("revops_delete_contact", "{\"contact_id\": \"512\"}", "{}");

        assertThat(vendor.asked().stream().map(Asked::method)).containsExactly("GET", "POST", "POST", "DELETE");
        assertThat(Desk.object(vendor.asked().get(2).body())).isEqualTo(Desk.object("{\"inputs\": [{\"id\": \"1\"}]}"));
    }

    @Test
    void idsOfNobodyAreNotFound() {
        answers(Map.of());
        assertThatThrownBy(() -> call("revops_get_contact", "{\"contact_id\": \"9\"}", "{}"))
                .isInstanceOfSatisfying(ToolException.class, HubSpotIT::isNotFound);
        assertThatThrownBy(() -> call("revops_get_contact", "{\"contact_id\": \"../owners\"}", "{}"))
                .isInstanceOfSatisfying(ToolException.class, HubSpotIT::isNotFound);
        assertThatThrownBy(() -> call("revops_delete_task", "{\"task_id\": \"9\"}", "{}"))
                .isInstanceOfSatisfying(ToolException.class, HubSpotIT::isNotFound);
        assertThat(vendor.asked().stream().map(Asked::method)).containsExactly("GET", "GET");
    }

    private static void isNotFound(ToolException failure) {
        assertThat(failure.error().error()).isEqualTo("not-found");
    }

    private static String record(String id, String properties) {
        return """
                {"id": "%s", "properties": {%s}, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z",
                 "archived": false}""".formatted(id, properties);
    }

    private static Reply found(String records) {
        return Reply.ok("{\"total\": 3, \"results\": [" + records + "]}");
    }

    /** By method and path; nothing else is there. */
    private void answers(Map<String, Reply> replies) {
        vendor.answers(
                asked -> replies.getOrDefault(
                        asked.method() + " " + asked.target().replaceFirst("\\?.*", ""),
                        Reply.of(
                                404,
                                "{\"status\": \"error\", \"message\": \"resource not found\", \"category\": \"OBJECT_NOT_FOUND\"}")));
    }

    private JsonNode call(String name, String arguments, String settings) {
        VendorConnector hubspot = new ConnectorFiles(Desk.reader(), ConnectorCatalogue.builtIn())
                .current().connectors().values().stream()
                        .filter(each -> each.name().equals("hubspot"))
                        .findFirst()
                        .orElseThrow();
        VendorTool tool = hubspot.tools().stream()
                .filter(each -> each.definition().name().equals(name))
                .findFirst()
                .orElseThrow();
        credentials.add(
                Desk.TENANT, "hubspot", "crm", settings, hubspot.example().credentials());
        return calls.call(hubspot, tool, Desk.context(), Desk.object(arguments), Optional.empty())
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
