package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.Api.step;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.TestGateway.Call;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One lead's way through a sequence. */
@QuarkusTest
class SequenceIT {

    @Inject
    Ticks ticks;

    private String sender;
    private String ann;
    private String campaign = "";

    @BeforeEach
    void annIsThere() {
        Database.empty();
        gateway().reset();
        sender = sender("sam@acme.test");
        ann = lead("Ann", "ann@initech.test");
    }

    @Test
    void theNextMessageIsPlannedWhenTheOneBeforeIsSentAndAnswersIt() {
        launch(step("One", "1"), after(24, step("Two", "2")), after(24, step("Three", "3")));
        assertThat(steps()).containsExactly("0 sent ");

        nextStep();
        assertThat(hoursBetweenTouches()).containsExactly("24");
        nextStep();
        nextStep();

        assertThat(steps()).containsExactly("0 sent ", "1 sent ", "2 sent ");
        List<String> ids = gateway().calls().stream()
                .map(call -> call.arguments().get("message_id").asText())
                .toList();
        JsonNode last = gateway().calls().getLast().arguments();
        assertThat(last.get("in_reply_to").asText()).isEqualTo(ids.get(1));
        assertThat(last.get("references")).extracting(JsonNode::asText).containsExactly(ids.get(0), ids.get(1));
        get("/api/v1/leads/" + ann + "/timeline")
                .then()
                .body("items[0].type", equalTo("touch_sent"))
                .body("items[1].type", equalTo("touch_scheduled"));
    }

    @Test
    void aStepThatNothingDeliversIsSkippedWithACodeAndTheNextIsPlanned() {
        Map<String, Object> dm = step("", "Hi {{first_name}}");
        dm.put("channel", "linkedin_dm");
        launch(dm, onlyIf("no_reply", step("Two", "2")));
        assertThat(steps()).containsExactly("0 skipped channel-not-connected");
        nextStep();
        assertThat(hoursBetweenTouches()).containsExactly("48");
        nextStep();
        assertThat(steps()).containsExactly("0 skipped channel-not-connected", "1 sent ");
    }

    @Test
    void theFallbackOfAnUnansweredMessageIsNotSentToWhoAnswered() {
        launch(step("One", "1"), onlyIf("no_reply", step("Two", "2")), step("Three", "3"));
        engaged("replied");
        nextStep();
        nextStep();
        assertThat(steps()).containsExactly("0 sent ", "1 skipped sequence-ended");
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void aStepForWhoOpenedIsSkippedForTheOthersWhoGoOn() {
        launch(step("One", "1"), onlyIf("opened", step("Two", "2")), step("Three", "3"));
        nextStep();
        nextStep();
        assertThat(steps()).containsExactly("0 sent ", "1 skipped condition-not-met", "2 sent ");
    }

    @Test
    void aStepForWhoClickedIsSentToWhoClicked() {
        launch(step("One", "1"), onlyIf("clicked", step("Two", "2")));
        engaged("clicked");
        nextStep();
        assertThat(steps()).containsExactly("0 sent ", "1 sent ");
    }

    @Test
    void whoUnsubscribesGetsNothingMore() {
        launch(step("One", "1"), after(24, step("Two", "2")), step("Three", "3"));
        asMember().post(gateway().calls().getFirst().unsubscribePath()).then().statusCode(200);
        nextStep();
        nextStep();
        assertThat(gateway().calls()).hasSize(1);
        assertThat(steps()).containsExactly("0 sent ", "1 skipped lead-closed");
        assertThat(Database.query("select count(*) from touch")).containsExactly("2");
    }

    @Test
    void nothingIsPlannedTwiceWhoeverEndsTheTouch() {
        launch(step("One", "1"), step("Two", "2"));
        Database.execute("update touch set status = 'scheduled', claimable_at = now() where step = 0");
        ticks.send();
        nextStep();
        assertThat(steps()).containsExactly("0 sent ", "1 sent ");
    }

    @Test
    void eachLeadGetsItsVariantAndTheTouchSaysWhich() {
        Map<String, Object> varied = step("Text a", "a");
        varied.put("variants", List.of(Map.of("subject", "Text b", "body", "b")));
        for (int i = 0; i < 20; i++) {
            lead("Ann", "ann" + i + "@initech.test");
        }
        launch(varied);
        Response touches = get("/api/v1/campaigns/" + campaign + "/touches");
        List<String> variants = touches.path("items.variant");
        assertThat(variants).contains("a", "b");
        assertThat(touches.<List<String>>path("items.message.subject"))
                .containsExactlyElementsOf(
                        variants.stream().map(variant -> "Text " + variant).toList());
        assertThat(gateway().calls()).extracting(Call::to).doesNotHaveDuplicates();
    }

    @Test
    void aSequenceThatComesBackToAChannelGoesOnWithItsSenderAndItsThread() {
        List<String> senders = new ArrayList<>(List.of(sender));
        IntStream.range(0, 5).forEach(i -> senders.add(sender("s" + i + "@acme.test")));
        IntStream.range(0, 5).forEach(i -> lead("Bob", "bob" + i + "@initech.test"));
        Map<String, Object> dm = step("", "Hi {{first_name}}");
        dm.put("channel", "linkedin_dm");
        Map<String, Object> plan = new HashMap<>(campaign(sender, Map.of()));
        plan.put("sender_ids", senders);
        plan.put("sequence", List.of(step("One", "1"), dm, step("Two", "2")));
        launched(plan);
        ticks.planAndSend();
        nextStep();
        nextStep();
        Map<String, List<Call>> byLead = gateway().calls().stream().collect(Collectors.groupingBy(Call::to));
        assertThat(byLead).hasSize(6).allSatisfy((to, calls) -> {
            JsonNode first = calls.getFirst().arguments();
            JsonNode second = calls.getLast().arguments();
            assertThat(calls).hasSize(2);
            assertThat(second.get("from")).isEqualTo(first.get("from"));
            assertThat(second.get("in_reply_to")).isEqualTo(first.get("message_id"));
        });
    }

    @SafeVarargs
    private void launch(Map<String, Object>... steps) {
        Map<String, Object> plan = new HashMap<>(campaign(sender, Map.of()));
        plan.put("sequence", Arrays.asList(steps));
        campaign = launched(plan);
        ticks.planAndSend();
    }

    /** The hours until the next step are over. */
    private void nextStep() {
        ticks.timePasses();
        ticks.send();
    }

    private static Map<String, Object> after(int hours, Map<String, Object> step) {
        step.put("after_hours", hours);
        return step;
    }

    private static Map<String, Object> onlyIf(String event, Map<String, Object> step) {
        step.put("only_if", Map.of("event", event));
        return step;
    }

    private void engaged(String kind) {
        Database.execute("update touch set " + kind + "_at = now() where step = 0");
    }

    private static List<String> steps() {
        return Database.query("select step || ' ' || status || ' ' || code from touch where status <> 'scheduled'"
                + " order by step");
    }

    private static List<String> hoursBetweenTouches() {
        return Database.query("select round(extract(epoch from b.due_at - coalesce(a.sent_at, a.updated_at)) / 3600)"
                + " from touch a join touch b on b.step = a.step + 1 and a.step = 0");
    }
}
