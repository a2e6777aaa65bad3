package dev.spectrum.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.agent.Acme;
import dev.spectrum.agent.ScriptedServer;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this service's own runs cost is in the ledger, and their refusals say what those of chats say. */
@QuarkusTest
class RunSpendingIT {

    @BeforeEach
    void nothingIsScripted() {
        TenantsForTests.exist();
        ScriptedServer.MODEL.forget();
        limit("5");
    }

    @AfterEach
    void theLimitIsAsBefore() {
        limit("5");
    }

    @Test
    void aRunIsInTheLedgerByItsPromptOnce() {
        String prompt = prompt();
        ScriptedServer.MODEL.say("Ada.");
        run(prompt).then().statusCode(200);

        assertThat(inReport(prompt)).containsEntry("runs", 1).containsEntry("input_tokens", 10);
        assertThat(cost(prompt)).isEqualByComparingTo("0.000075");
    }

    @Test
    void aRunThatFailsIsInTheLedgerWithWhatItCost() {
        String prompt = prompt();
        ScriptedServer.MODEL.say(new Reply.Status(401));
        run(prompt).then().statusCode(502);

        assertThat(inReport(prompt)).containsEntry("runs", 1);
        assertThat(cost(prompt)).isEqualByComparingTo("0");
    }

    @Test
    void aLimitThatWasLoweredCountsAtTheNextRunAndSaysWhenItResets() {
        String prompt = prompt();
        ScriptedServer.MODEL.say("Ada.");
        run(prompt).then().statusCode(200);
        limit("0.0001");

        run(prompt)
                .then()
                .statusCode(429)
                .body("type", equalTo("urn:spectrum:problem:budget-exhausted"))
                .body("resets_at", equalTo(Budget.resetsAt().toString()));
    }

    private static String prompt() {
        Map<String, Object> prompt = new HashMap<>(Acme.prompt("Whom to call?", List.of()));
        prompt.put("settings", Map.of("model", "gpt-4o", "max_tokens", 100));
        return Acme.create("/api/v1/prompts", prompt);
    }

    private static Response run(String prompt) {
        return Acme.member().body(Map.of()).post("/api/v1/prompts/" + prompt + "/run");
    }

    private static Map<String, Object> inReport(String prompt) {
        JsonPath report = Acme.as(TestUser.ACME_ADMIN)
                .get("/api/v1/budget/usage?group_by=prompt&limit=200")
                .jsonPath();
        return report.getMap("items.find { it.key == '" + prompt + "' }");
    }

    private static BigDecimal cost(String prompt) {
        return new BigDecimal(String.valueOf(inReport(prompt).get("cost_usd")));
    }

    private static void limit(String usd) {
        Acme.as(TestUser.ROOT)
                .contentType(ContentType.JSON)
                .body("{\"daily_limit_usd\": " + usd + "}")
                .patch("/api/v1/tenants/" + TestUser.ACME)
                .then()
                .statusCode(200);
    }
}
