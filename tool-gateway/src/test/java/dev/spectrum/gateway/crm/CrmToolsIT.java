package dev.spectrum.gateway.crm;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.atOnce;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CrmToolsIT {

    @Test
    void keepsAContactWithAllItsFields() {
        String email = unique("Dana.Whitfield") + "@northwind.example";
        JsonNode created = result(
                        ACME_MEMBER,
                        "revops_create_contact",
                        Map.of(
                                "first_name", "Dana",
                                "last_name", "Whitfield",
                                "email", email,
                                "phone", "+1 312-555-0142",
                                "title", "VP Operations",
                                "company", "Northwind Logistics",
                                "status", "prospect",
                                "tags", List.of("fleet", "decision-maker"),
                                "notes", "Wants quarterly billing.",
                                "last_contacted_at", "2026-11-02T10:00:00+01:00"))
                .get("contact");

        JsonNode read = contact(Map.of("contact_id", created.get("id").asText()));

        assertThat(read).isEqualTo(created);
        assertThat(read.get("name").asText()).isEqualTo("Dana Whitfield");
        assertThat(read.get("status").asText()).isEqualTo("prospect");
        assertThat(read.get("last_contacted_at").asText()).isEqualTo("2026-11-02T09:00:00Z");
        assertThat(read.get("tags")).extracting(JsonNode::asText).containsExactly("fleet", "decision-maker");
        assertThat(contact(Map.of("email", email.toUpperCase(java.util.Locale.ROOT))))
                .as("found by its email in whatever case")
                .isEqualTo(created);
    }

    @Test
    void whatIsNotKnownIsNull() {
        JsonNode created = create(Map.of("first_name", "Theodore"));

        assertThat(created.get("email").isNull()).isTrue();
        assertThat(created.get("last_contacted_at").isNull()).isTrue();
        assertThat(created.get("tags")).isEmpty();
        assertThat(created.get("status").asText()).isEqualTo("lead");
    }

    @Test
    void refusesAContactWithNothingToCallItBy() {
        assertThat(error(ACME_MEMBER, "revops_create_contact", Map.of("company", "Nobody Ltd"))
                        .get("errors")
                        .get(0)
                        .get("detail")
                        .asText())
                .isEqualTo("Give a name or an email.");
    }

    @Test
    void refusesASecondContactWithTheSameEmail() {
        String email = unique("one") + "@example.com";
        create(Map.of("email", email));

        JsonNode refused =
                error(ACME_MEMBER, "revops_create_contact", Map.of("email", email.toUpperCase(java.util.Locale.ROOT)));

        assertThat(refused.get("error").asText()).isEqualTo("invalid-arguments");
        assertThat(refused.get("errors").get(0).get("pointer").asText()).isEqualTo("/email");
    }

    @Test
    void changesOnlyWhatIsGiven() {
        JsonNode contact = create(Map.of("first_name", "Tomás", "phone", "1", "notes", "old", "tags", List.of("a")));
        String id = contact.get("id").asText();

        JsonNode changed = result(
                        ACME_MEMBER,
                        "revops_update_contact",
                        Map.of("contact_id", id, "phone", "2", "notes", "", "status", "customer"))
                .get("contact");

        assertThat(changed.get("phone").asText()).isEqualTo("2");
        assertThat(changed.get("notes").isNull()).as("an empty text clears").isTrue();
        assertThat(changed.get("first_name").asText()).isEqualTo("Tomás");
        assertThat(changed.get("tags")).extracting(JsonNode::asText).containsExactly("a");
        assertThat(contact(Map.of("contact_id", id))).isEqualTo(changed);
    }

    @Test
    void anUpdateCantTakeAnothersEmail() {
        String email = unique("taken") + "@example.com";
        create(Map.of("email", email));
        String id = create(Map.of("first_name", "Other")).get("id").asText();

        assertThat(error(ACME_MEMBER, "revops_update_contact", Map.of("contact_id", id, "email", email))
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/email");
        assertThat(contact(Map.of("contact_id", id)).get("email").isNull()).isTrue();
    }

    @Test
    void saysThatThereIsNoSuchContact() {
        String nobody = UUID.randomUUID().toString();
        assertThat(error(ACME_MEMBER, "revops_get_contact", Map.of("contact_id", nobody))
                        .get("error")
                        .asText())
                .isEqualTo("not-found");
        assertThat(error(ACME_MEMBER, "revops_update_contact", Map.of("contact_id", nobody, "phone", "1"))
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/contact_id");
        assertThat(error(ACME_MEMBER, "revops_get_contact", Map.of())
                        .get("message")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void whatIsNoIdOfOursIsNobodys() {
        for (String id : List.of("151", "0035g00000ABCdEAAX", "ocQHyuzHvysMo5N5VsXc", "1-1-1-1-1", "' or 1 = 1 --")) {
            JsonNode refused = error(ACME_MEMBER, "revops_get_contact", Map.of("contact_id", id));
            assertThat(refused.get("error").asText()).as(id).isEqualTo("not-found");
            assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/contact_id");
            assertThat(error(ACME_MEMBER, "revops_search_opportunities", Map.of("contact_id", id))
                            .get("error")
                            .asText())
                    .as("as a filter: " + id)
                    .isEqualTo("not-found");
        }
        assertThat(error(ACME_MEMBER, "revops_get_contact", Map.of("contact_id", "1".repeat(129)))
                        .get("error")
                        .asText())
                .isEqualTo("invalid-arguments");
    }

    @Test
    void tagsComeAndGoOneByOne() {
        String id = create(Map.of("first_name", "Tagged", "tags", List.of("a", "Referral")))
                .get("id")
                .asText();

        assertThat(tags("revops_add_contact_tags", id, " vip ", "a")).containsExactly("a", "Referral", "vip");
        assertThat(tags("revops_remove_contact_tags", id, "referral", "never there"))
                .containsExactly("a", "vip");
        assertThat(names(Map.of("query", "vip", "limit", 100))).contains("Tagged");
        assertThat(error(
                                ACME_MEMBER,
                                "revops_add_contact_tags",
                                Map.of(
                                        "contact_id",
                                        id,
                                        "tags",
                                        IntStream.range(0, 49)
                                                .mapToObj(i -> "t" + i)
                                                .toList()))
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/tags");
    }

    @Test
    void changesOfOneContactAtOnceAllHold() throws Exception {
        String id = create(Map.of("first_name", "Busy")).get("id").asText();
        AtomicInteger count = new AtomicInteger();

        List<Response> answers = atOnce(
                12,
                () -> call(
                        as(ACME_MEMBER),
                        "revops_add_contact_tags",
                        Map.of("contact_id", id, "tags", List.of("tag" + count.incrementAndGet()))));

        assertThat(answers).noneMatch(answer -> read(answer).get("is_error").asBoolean());
        assertThat(contact(Map.of("contact_id", id)).get("tags")).hasSize(12);
    }

    @Test
    void aDeletedContactIsGoneWithItsDealsAndTasks() {
        String email = unique("gone") + "@example.com";
        String id = create(Map.of("email", email)).get("id").asText();
        open(id, "Theirs", "proposal", 10, 50, "2026-12-01");
        String task = result(
                        ACME_MEMBER,
                        "revops_create_task",
                        Map.of("contact_id", id, "title", "Call", "due_at", "2026-12-01T10:00:00Z"))
                .at("/task/id")
                .asText();

        assertThat(result(ACME_MEMBER, "revops_delete_contact", Map.of("contact_id", id))
                        .get("id")
                        .asText())
                .isEqualTo(id);

        for (String tool : List.of("revops_get_contact", "revops_delete_contact")) {
            assertThat(error(ACME_MEMBER, tool, Map.of("contact_id", id))
                            .get("error")
                            .asText())
                    .isEqualTo("not-found");
        }
        assertThat(opportunities(Map.of("contact_id", id))).isEmpty();
        assertThat(error(ACME_MEMBER, "revops_update_task", Map.of("task_id", task, "completed", true))
                        .get("error")
                        .asText())
                .isEqualTo("not-found");
        assertThat(create(Map.of("email", email)).get("id").asText())
                .as("the address is free again")
                .isNotEqualTo(id);
    }

    @Test
    void findsPeopleByAnyWordsWithoutAccents() {
        String company = unique("Alder & Finch");
        create(Map.of("first_name", "Tomás", "last_name", "Herrera", "company", company, "tags", List.of("referral")));
        create(Map.of("first_name", "Greta", "last_name", "Lindholm", "company", company));

        assertThat(names(Map.of("query", "TOMAS " + company))).containsExactly("Tomás Herrera");
        assertThat(names(Map.of("query", "referral " + company))).containsExactly("Tomás Herrera");
        assertThat(names(Map.of("query", company))).containsExactly("Tomás Herrera", "Greta Lindholm");
        assertThat(names(Map.of("query", company, "status", "customer"))).isEmpty();
        assertThat(names(Map.of("query", "100%_" + company))).isEmpty();
    }

    @Test
    void listsContactsInPages() {
        String company = unique("Pages");
        IntStream.range(0, 5)
                .forEach(i -> create(Map.of("first_name", "P", "last_name", "No" + i, "company", company)));

        List<String> seen = new ArrayList<>();
        Map<String, Object> search = new java.util.HashMap<>(Map.of("query", company, "limit", 2));
        JsonNode page = result(ACME_MEMBER, "revops_search_contacts", search);
        while (true) {
            page.get("contacts")
                    .forEach(contact -> seen.add(contact.get("last_name").asText()));
            if (page.get("next").isNull()) {
                break;
            }
            search.put("cursor", page.get("next").asText());
            page = result(ACME_MEMBER, "revops_search_contacts", search);
        }
        assertThat(seen).containsExactly("No0", "No1", "No2", "No3", "No4");
        search.put("cursor", "abc");
        assertThat(error(ACME_MEMBER, "revops_search_contacts", search)
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/cursor");
    }

    @Test
    void oneCallTellsWhomToCall() {
        String company = unique("Brightwater");
        String id = create(Map.of(
                        "first_name",
                        "Priya",
                        "last_name",
                        "Raman",
                        "company",
                        company,
                        "phone",
                        "+1 303-555-0118",
                        "email",
                        unique("priya") + "@example.com",
                        "last_contacted_at",
                        "2026-11-11T08:00:00Z"))
                .get("id")
                .asText();
        open(id, "Five clinics", "negotiation", 31_500, 80, "2026-11-18");
        open(id, "Small add-on", "proposal", 900, 90, "2026-11-25");
        open(id, "Big maybe", "qualified", 90_000, 30, "2026-12-20");
        open(id, "Long won", "won", 500_000, 100, "2026-01-01");

        JsonNode found = result(
                ACME_MEMBER,
                "revops_search_opportunities",
                Map.of("query", company, "open_only", true, "sort", "expected_value"));

        assertThat(found.get("opportunities"))
                .extracting(opportunity -> opportunity.get("name").asText())
                .containsExactly("Big maybe", "Five clinics", "Small add-on");
        JsonNode best = found.get("opportunities").get(1);
        assertThat(best.get("contact_name").asText()).isEqualTo("Priya Raman");
        assertThat(best.get("contact_phone").asText()).isEqualTo("+1 303-555-0118");
        assertThat(best.get("contact_id").asText()).isEqualTo(id);
        assertThat(best.get("company").asText()).isEqualTo(company);
        assertThat(best.get("last_contacted_at").asText()).isEqualTo("2026-11-11T08:00:00Z");
        assertThat(best.get("value_usd").decimalValue()).isEqualByComparingTo("31500");
        assertThat(best.get("probability").asInt()).isEqualTo(80);
        assertThat(best.get("expected_close_at").asText()).isEqualTo("2026-11-18");
    }

    @Test
    void filtersOpportunities() {
        String company = unique("Filters");
        String id = create(Map.of("first_name", "F", "company", company, "status", "customer"))
                .get("id")
                .asText();
        open(id, "Early", "proposal", 1_000, 50, "2026-11-25");
        open(id, "Late", "negotiation", 5_000, 50, "2027-02-01");
        result(ACME_MEMBER, "revops_create_opportunity", Map.of("contact_id", id, "name", "Undated"));

        assertThat(opportunities(Map.of("contact_id", id, "sort", "closing_date")))
                .containsExactly("Early", "Late", "Undated");
        assertThat(opportunities(Map.of("contact_id", id, "closing_before", "2026-12-01")))
                .containsExactly("Early");
        assertThat(opportunities(Map.of("contact_id", id, "closing_before", "2026-12-01T00:00:00Z")))
                .containsExactly("Early");
        assertThat(opportunities(Map.of("contact_id", id, "min_value_usd", 2_000)))
                .containsExactly("Late");
        assertThat(opportunities(Map.of("contact_id", id, "stage", "qualified")))
                .containsExactly("Undated");
        assertThat(opportunities(Map.of("query", company, "status", "customer")))
                .hasSize(3);
        assertThat(opportunities(Map.of("query", company, "status", "lead"))).isEmpty();
        assertThat(opportunities(Map.of("query", "early " + company))).containsExactly("Early");
    }

    @Test
    void pagesOpportunitiesInEitherOrder() {
        String id = create(Map.of("first_name", "Pager")).get("id").asText();
        open(id, "A", "proposal", 300, 50, "2026-12-03");
        open(id, "B", "proposal", 200, 50, "2026-12-01");
        open(id, "C", "proposal", 200, 50, "2026-12-02");

        for (Map.Entry<String, List<String>> order : Map.of(
                        "expected_value", List.of("A", "B", "C"), "closing_date", List.of("B", "C", "A"))
                .entrySet()) {
            Map<String, Object> search =
                    new java.util.HashMap<>(Map.of("contact_id", id, "sort", order.getKey(), "limit", 1));
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                JsonNode page = result(ACME_MEMBER, "revops_search_opportunities", search);
                seen.add(page.at("/opportunities/0/name").asText());
                search.put("cursor", page.get("next").asText());
            }
            assertThat(seen).as(order.getKey()).isEqualTo(order.getValue());
        }
    }

    @Test
    void theStageGivesTheProbabilityThatNobodyNamed() {
        String id = create(Map.of("first_name", "Stage")).get("id").asText();
        JsonNode opportunity = result(
                        ACME_MEMBER,
                        "revops_create_opportunity",
                        Map.of("contact_id", id, "name", "Deal", "stage", "negotiation", "value_usd", 10.005))
                .get("opportunity");
        assertThat(opportunity.get("probability").asInt()).isEqualTo(75);
        assertThat(opportunity.get("value_usd").decimalValue()).isEqualByComparingTo("10.01");
    }

    @Test
    void aDealMovesThroughItsStages() {
        String contact = create(Map.of("first_name", "Mover", "status", "do_not_contact"))
                .get("id")
                .asText();
        open(contact, "Deal", "proposal", 1_000, 40, "2026-12-01");
        String id = result(ACME_MEMBER, "revops_search_opportunities", Map.of("contact_id", contact))
                .at("/opportunities/0/id")
                .asText();

        JsonNode same = update(id, Map.of("stage", "proposal", "value_usd", 2_000));
        assertThat(same.get("probability").asInt())
                .as("no other stage, no other probability")
                .isEqualTo(40);
        assertThat(same.get("contact_status").asText()).isEqualTo("do_not_contact");
        JsonNode nearer = update(id, Map.of("stage", "negotiation"));
        assertThat(nearer.get("probability").asInt()).isEqualTo(75);
        assertThat(nearer.get("value_usd").decimalValue()).isEqualByComparingTo("2000");
        JsonNode unsure = update(id, Map.of("probability", 60, "expected_close_at", "", "next_step", ""));
        assertThat(unsure.get("probability").asInt()).isEqualTo(60);
        assertThat(unsure.get("expected_close_at").isNull()).isTrue();
        assertThat(unsure.get("next_step").isNull()).isTrue();
        assertThat(unsure.get("stage").asText()).isEqualTo("negotiation");
        JsonNode won = update(id, Map.of("stage", "won", "expected_close_at", "2026-11-30", "name", "Signed"));
        assertThat(won.get("probability").asInt()).isEqualTo(100);

        assertThat(result(ACME_MEMBER, "revops_get_opportunity", Map.of("opportunity_id", id))
                        .get("opportunity"))
                .isEqualTo(won);
        assertThat(opportunities(Map.of("contact_id", contact, "query", "signed")))
                .as("the search knows the new name")
                .containsExactly("Signed");
        assertThat(opportunities(Map.of("contact_id", contact, "open_only", true)))
                .isEmpty();

        result(ACME_MEMBER, "revops_delete_opportunity", Map.of("opportunity_id", id));
        assertThat(opportunities(Map.of("contact_id", contact))).isEmpty();
        assertThat(error(
                                ACME_MEMBER,
                                "revops_update_opportunity",
                                Map.of("opportunity_id", id, "expected_close_at", "soon"))
                        .get("error")
                        .asText())
                .isEqualTo("not-found");
    }

    @Test
    void changesOfOneDealAtOnceAllHold() throws Exception {
        String contact = create(Map.of("first_name", "Race")).get("id").asText();
        open(contact, "Deal", "proposal", 1_000, 40, "2026-12-01");
        String id = result(ACME_MEMBER, "revops_search_opportunities", Map.of("contact_id", contact))
                .at("/opportunities/0/id")
                .asText();
        Deque<Map<String, Object>> changes = new ConcurrentLinkedDeque<>(List.of(
                Map.of("opportunity_id", id, "name", "Renamed"),
                Map.of("opportunity_id", id, "value_usd", 7),
                Map.of("opportunity_id", id, "next_step", "Sign"),
                Map.of("opportunity_id", id, "expected_close_at", "2026-12-24")));

        List<Response> answers =
                atOnce(4, () -> call(as(ACME_MEMBER), "revops_update_opportunity", changes.removeFirst()));

        assertThat(answers).noneMatch(answer -> read(answer).get("is_error").asBoolean());
        JsonNode deal = result(ACME_MEMBER, "revops_get_opportunity", Map.of("opportunity_id", id))
                .get("opportunity");
        assertThat(deal.get("name").asText()).isEqualTo("Renamed");
        assertThat(deal.get("value_usd").asInt()).isEqualTo(7);
        assertThat(deal.get("next_step").asText()).isEqualTo("Sign");
        assertThat(deal.get("expected_close_at").asText()).isEqualTo("2026-12-24");
    }

    @Test
    void namesEveryWrongArgument() {
        JsonNode refused = error(
                ACME_MEMBER,
                "revops_create_opportunity",
                Map.of("name", " ", "value_usd", "much", "stage", "someday", "colour", "red"));

        assertThat(refused.get("error").asText()).isEqualTo("invalid-arguments");
        assertThat(refused.get("retryable").asBoolean()).isFalse();
        assertThat(refused.get("errors"))
                .extracting(wrong -> wrong.get("pointer").asText())
                .containsExactlyInAnyOrder("/contact_id", "/name", "/value_usd", "/stage", "/colour");
        assertThat(error(ACME_MEMBER, "revops_create_contact", Map.of("email", "not an address"))
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/email");
        assertThat(error(
                                ACME_MEMBER,
                                "revops_create_opportunity",
                                Map.of("contact_id", UUID.randomUUID().toString(), "name", "x"))
                        .at("/errors/0/detail")
                        .asText())
                .isEqualTo("There is no such contact.");
        assertThat(error(ACME_MEMBER, "revops_search_opportunities", Map.of("closing_before", "soon"))
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/closing_before");
    }

    @Test
    void aNulCharacterIsRefusedAndNotPassedOn() {
        call(as(ACME_MEMBER), "revops_create_contact", Map.of("first_name", "a\u0000b"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/arguments/first_name"));
    }

    private static JsonNode create(Map<String, ?> fields) {
        return result(ACME_MEMBER, "revops_create_contact", fields).get("contact");
    }

    private static JsonNode contact(Map<String, ?> wanted) {
        return result(ACME_MEMBER, "revops_get_contact", wanted).get("contact");
    }

    private static void open(String contact, String name, String stage, int value, int probability, String closing) {
        result(
                ACME_MEMBER,
                "revops_create_opportunity",
                Map.of(
                        "contact_id", contact,
                        "name", name,
                        "stage", stage,
                        "value_usd", value,
                        "probability", probability,
                        "expected_close_at", closing,
                        "next_step", "Call"));
    }

    private static List<String> tags(String tool, String contact, String... tags) {
        List<String> left = new ArrayList<>();
        result(ACME_MEMBER, tool, Map.of("contact_id", contact, "tags", List.of(tags)))
                .at("/contact/tags")
                .forEach(tag -> left.add(tag.asText()));
        return left;
    }

    private static JsonNode update(String opportunity, Map<String, ?> changes) {
        Map<String, Object> arguments = new HashMap<>(changes);
        arguments.put("opportunity_id", opportunity);
        return result(ACME_MEMBER, "revops_update_opportunity", arguments).get("opportunity");
    }

    private static List<String> names(Map<String, ?> search) {
        return result(ACME_MEMBER, "revops_search_contacts", search)
                .get("contacts")
                .findValuesAsText("name");
    }

    private static List<String> opportunities(Map<String, ?> search) {
        return result(ACME_MEMBER, "revops_search_opportunities", search)
                .get("opportunities")
                .findValuesAsText("name");
    }

    private static String unique(String word) {
        return word + UUID.randomUUID().toString().substring(0, 8);
    }
}
