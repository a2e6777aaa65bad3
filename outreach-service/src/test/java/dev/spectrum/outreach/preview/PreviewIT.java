package dev.spectrum.outreach.preview;

import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.created;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.Api.step;
import static dev.spectrum.outreach.TestDns.dns;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.spectrum.outreach.Api;
import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.TestGateway.Answer;
import dev.spectrum.outreach.TestGateway.Call;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PreviewIT {

    private Map<String, Object> plan = new HashMap<>();

    @BeforeEach
    void aSenderIsThere() {
        Database.empty();
        gateway().reset();
        dns().reset();
        plan = campaign(sender("sam@mail.acme.test"), Map.of());
    }

    @Test
    void aSenderThatTheWorldBelievesIsNoReasonToWarn() {
        dns().text("mail.acme.test", "v=spf1 include:_spf.x.test -all")
                .text("google._domainkey.mail.acme.test", "v=DKIM1; k=rsa; p=MIGf")
                // A subdomain goes by its parent's.
                .text("_dmarc.acme.test", "v=DMARC1; p=reject");
        lead("Ann", "ann@initech.test");
        get("/api/v1/campaigns/" + create() + "/preflight")
                .then()
                .statusCode(200)
                .body("ready", equalTo(true))
                .body("problems", empty())
                .body("warnings", empty())
                .body("senders[0].domain", equalTo("mail.acme.test"))
                .body("senders[0].spf.status", equalTo("ok"))
                .body("senders[0].dkim.status", equalTo("ok"))
                .body("senders[0].dkim.detail", containsString("google"))
                .body("senders[0].dmarc.status", equalTo("ok"))
                .body("capacity.emails", equalTo(1))
                .body("capacity.days", equalTo(1));
    }

    @Test
    void saysWhatIsMissingAndWhoIsLeftOut() {
        asAdmin().body(Map.of()).put("/api/v1/outreach-settings").then().statusCode(200);
        asMember()
                .body(Map.of("domain", "evil.test"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201);
        lead("Ann", "ann@initech.test");
        lead("Bob", "bob@mail.evil.test");
        Api.created(Api.as(TestUser.ROOT)
                .body(Map.of("address", "Trap@initech.test"))
                .post("/api/v1/suppressions/global"));
        lead("Tom", "trap@initech.test");
        // Nor is one that looks like it.
        lead("Eve", "eve@notevil.test");
        lead(Map.of("first_name", "Nora", "company", "X"));
        lead(Map.of("first_name", "Zoe", "email", "zoe@x.test"));
        Map<String, Object> dm = step("", "Act now, {{first_name}}!!");
        dm.put("channel", "linkedin_dm");
        Map<String, Object> opened = step("Again", "b");
        opened.put("only_if", Map.of("event", "opened"));
        plan.put("sequence", List.of(step("Hi {{first_name}}", "At {{company}}"), dm, opened));
        get("/api/v1/campaigns/" + create() + "/preflight")
                .then()
                .statusCode(200)
                .body("ready", equalTo(false))
                .body("problems.code", contains("no-postal-address"))
                .body(
                        "warnings.code",
                        hasItems(
                                "spf-missing",
                                "dkim-missing",
                                "dmarc-missing",
                                "channel-not-connected",
                                "spam-words",
                                "missing-fields",
                                "not-tracked"))
                .body("leads.examined", equalTo(6))
                .body("leads.suppressed", equalTo(2))
                .body("leads.without_address", equalTo(1))
                .body("leads.missing_fields.company", equalTo(1))
                .body("steps[1].deliverable", equalTo(false))
                .body("steps[1].spam_words", contains("!!", "act now"))
                .body("capacity.emails", equalTo(6));
    }

    @Test
    void countsAllOfManyLeads() {
        StringBuilder file = new StringBuilder("first_name,email,company\n");
        IntStream.range(0, 6_000)
                .forEach(
                        i -> file.append("Ann,a").append(i).append(i % 3 == 0 ? "@evil.test,\n" : "@initech.test,X\n"));
        Api.imported(file.toString());
        asMember().body(Map.of("domain", "evil.test")).post("/api/v1/suppressions");
        get("/api/v1/campaigns/" + create() + "/preflight")
                .then()
                .body("leads.examined", equalTo(6_000))
                .body("leads.suppressed", equalTo(2_000))
                .body("leads.missing_fields.company", equalTo(2_000))
                .body("capacity.emails", equalTo(4_000))
                .body("capacity.days", equalTo(80));
    }

    @Test
    void showsEachMessageAsTheLeadWouldGetIt() {
        String ann = lead("Ann", "ann@initech.test");
        Map<String, Object> sms = step("", "Hi {{first_name}} from {{title}}");
        sms.put("channel", "sms");
        plan.put("sequence", List.of(step("Hi {{first_name}}", "At {{company}}"), sms));
        asMember()
                .body(Map.of("lead_id", ann))
                .post("/api/v1/campaigns/" + create() + "/preview")
                .then()
                .statusCode(200)
                .body("items[0].subject", equalTo("Hi Ann"))
                .body("items[0].to", equalTo("ann@initech.test"))
                .body("items[0].text", startsWith("At Initech"))
                .body("items[0].text", containsString("1 Main St"))
                .body("items[0].html", containsString("<p>At Initech</p>"))
                .body("items[1].text", equalTo("Hi Ann from "))
                .body("items[1].missing", contains("title"));
        assertThat(gateway().calls()).isEmpty();
    }

    @Test
    void aLeadThatIsNotThereIsNoPreview() {
        asMember()
                .body(Map.of("lead_id", UUID.randomUUID()))
                .post("/api/v1/campaigns/" + create() + "/preview")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/lead_id"));
    }

    @Test
    void aTestGoesToTheMembersOwnAddressIsMarkedAndCountedNowhere() {
        String ann = lead("Ann", "ann@initech.test");
        String campaign = create();
        for (int i = 0; i < 2; i++) {
            asMember()
                    .header("Idempotency-Key", "test-1")
                    .body(Map.of("lead_id", ann))
                    .post("/api/v1/campaigns/" + campaign + "/test")
                    .then()
                    .statusCode(200)
                    .body("to", equalTo("member@acme.test"))
                    .body("sent", equalTo(true));
        }
        assertThat(gateway().delivered()).hasSize(1);
        Call call = gateway().calls().getFirst();
        assertThat(call.to()).isEqualTo("member@acme.test");
        assertThat(call.arguments().get("subject").asText()).isEqualTo("[Test] Hello Ann");
        assertThat(call.header("List-Unsubscribe")).isEmpty();
        get("/api/v1/campaigns/" + campaign).then().body("touches.sent", equalTo(0));
        get("/api/v1/leads/" + ann + "/timeline").then().body("items.type", not(hasItems("touch_sent")));
    }

    @Test
    void aTestThatCannotBeSentSaysWhy() {
        String ann = lead("Ann", "ann@initech.test");
        gateway().answer(call -> Answer.error("no-connection", false));
        asMember()
                .body(Map.of("lead_id", ann))
                .post("/api/v1/campaigns/" + create() + "/test")
                .then()
                .statusCode(200)
                .body("sent", equalTo(false))
                .body("code", equalTo("no-connection"));
        asMember()
                .body(Map.of("lead_id", ann, "step", 7))
                .post("/api/v1/campaigns/" + create() + "/test")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/step"));
    }

    private String create() {
        return created(asMember().body(plan).post("/api/v1/campaigns"));
    }
}
