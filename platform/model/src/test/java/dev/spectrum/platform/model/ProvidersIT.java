package dev.spectrum.platform.model;

import static dev.spectrum.platform.model.ScriptedServer.STUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.platform.model.ProviderStub.Answer;
import dev.spectrum.platform.model.ProviderStub.Speaker;
import dev.spectrum.platform.model.ProviderStub.Step;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every provider's protocol over a real connection, and every trouble with it. */
@QuarkusTest
@QuarkusTestResource(ScriptedServer.class)
class ProvidersIT {

    /** The price of a token of a model that the table does not know. */
    private static final long IN = 15;

    private static final long OUT = 75;
    private static final Usage TOLD = new Usage(10, 5, 10 * IN + 5 * OUT);
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\",\"minimum\":1,\"format\":\"int64\"}},"
                    + "\"oneOf\":[{\"required\":[\"id\"]}]}";

    @Inject
    Models models;

    @Inject
    PriceTable prices;

    @Inject
    RedisAPI redis;

    private final UUID tenant = UUID.randomUUID();

    @BeforeEach
    void nothingIsScripted() {
        ScriptedServer.MODEL.forget();
        STUB.forget();
    }

    @ParameterizedTest
    @EnumSource
    void saysItsAnswerPieceByPiece(Speaker speaker) {
        STUB.answer(speaker.says("Call ", "Ada – ", "first 🙂."));

        Told told = stream(call(speaker));

        // Pieces that come at once may be one.
        assertThat(told.text()).isEqualTo("Call Ada – first 🙂.");
        assertThat(told.answer())
                .isEqualTo(new ModelAnswer("Call Ada – first 🙂.", List.of(), TOLD, speaker.model, FinishReason.STOP));
        assertThat(STUB.asked().getFirst().path()).isEqualTo(speaker.path);
        assertThat(STUB.asked().getFirst().body().path("stream").asBoolean()).isTrue();
        assertSpent(TOLD.costMicroUsd());
    }

    @ParameterizedTest
    @EnumSource
    void saysItsAnswerAtOnce(Speaker speaker) {
        STUB.answer(Answer.json(speaker.whole("Call Ada.")));

        assertThat(models.ask(call(speaker)).await().indefinitely())
                .isEqualTo(new ModelAnswer("Call Ada.", List.of(), TOLD, speaker.model, FinishReason.STOP));
        assertThat(STUB.asked().getFirst().body().has("stream")).isFalse();
        assertSpent(TOLD.costMicroUsd());
    }

    @ParameterizedTest
    @EnumSource
    void asksForToolsInPieces(Speaker speaker) {
        STUB.answer(speaker.begins(
                List.of("Let me see."),
                Speaker.steps(Stream.of(
                                speaker.tool(0, "a", "find", "{\"na", "me\":", "\"Ada\"}"),
                                speaker.tool(1, "b", "list"),
                                speaker.ending(true, true))
                        .flatMap(said -> said))));

        ModelAnswer answer = stream(call(speaker)).answer();

        assertThat(answer.text()).isEqualTo("Let me see.");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.toolRequests())
                .containsExactly(
                        new ToolRequest("a", "find", "{\"name\":\"Ada\"}"), new ToolRequest("b", "list", "{}"));
    }

    @ParameterizedTest
    @EnumSource
    void asksForAToolAtOnce(Speaker speaker) {
        STUB.answer(Answer.json(speaker.wholeTool("a", "find", "{\"name\":\"Ada\"}")));

        ModelAnswer answer = models.ask(call(speaker)).await().indefinitely();

        assertThat(answer.toolRequests()).containsExactly(new ToolRequest("a", "find", "{\"name\":\"Ada\"}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void anOpenAiServerIsToldTheConversationAndTheToolsAsTheyAre() throws Exception {
        STUB.answer(Answer.json(Speaker.OPENAI.whole("Yes.")));
        models.ask(conversation(Speaker.OPENAI, List.of(tool()))).await().indefinitely();

        assertThat(STUB.asked().getFirst().headers().getFirst("Authorization"))
                .isEqualTo("Bearer " + ScriptedServer.KEY);
        assertThat(STUB.asked().getFirst().body()).isEqualTo(new ObjectMapper().readTree("""
                {"model": "other-large", "temperature": 1.5, "max_tokens": 100, "messages": [
                   {"role": "system", "content": "Be brief."},
                   {"role": "user", "content": "Who?"},
                   {"role": "assistant", "content": "I look.", "tool_calls": [
                      {"id": "a", "type": "function", "function": {"name": "find", "arguments": "{\\"id\\":1}"}},
                      {"id": "b", "type": "function", "function": {"name": "find", "arguments": "broken"}}]},
                   {"role": "tool", "tool_call_id": "a", "content": "Ada"},
                   {"role": "tool", "tool_call_id": "b", "content": "Error"},
                   {"role": "user", "content": "Sure?"}],
                 "tools": [{"type": "function", "function": {"name": "find", "description": "Finds", "parameters": %s}}]}
                """.formatted(SCHEMA)));
    }

    @Test
    void anAnthropicServerIsToldTheSameInItsOwnWords() throws Exception {
        STUB.answer(Answer.json(Speaker.ANTHROPIC.whole("Yes.")));
        models.ask(conversation(Speaker.ANTHROPIC, List.of(tool()))).await().indefinitely();

        assertThat(STUB.asked().getFirst().headers().getFirst("x-api-key")).isEqualTo(ScriptedServer.KEY);
        assertThat(STUB.asked().getFirst().headers().getFirst("anthropic-version"))
                .isEqualTo("2023-06-01");
        assertThat(STUB.asked().getFirst().body()).isEqualTo(new ObjectMapper().readTree("""
                {"model": "claude-test", "max_tokens": 100, "temperature": 1.0, "system": "Be brief.", "messages": [
                   {"role": "user", "content": [{"type": "text", "text": "Who?"}]},
                   {"role": "assistant", "content": [
                      {"type": "text", "text": "I look."},
                      {"type": "tool_use", "id": "a", "name": "find", "input": {"id": 1}},
                      {"type": "tool_use", "id": "b", "name": "find", "input": {}}]},
                   {"role": "user", "content": [
                      {"type": "tool_result", "tool_use_id": "a", "content": "Ada"},
                      {"type": "tool_result", "tool_use_id": "b", "content": "Error"},
                      {"type": "text", "text": "Sure?"}]}],
                 "tools": [{"name": "find", "description": "Finds", "input_schema": %s}]}
                """.formatted(SCHEMA)));
    }

    @Test
    void anAnthropicServerIsToldOfUsedToolsEvenWhereNoneMayBeUsed() {
        STUB.answer(Answer.json(Speaker.ANTHROPIC.whole("Yes.")));
        models.ask(conversation(Speaker.ANTHROPIC, List.of())).await().indefinitely();
        assertThat(STUB.asked().getFirst().body().at("/tools/0/name").asText()).isEqualTo("find");
        assertThat(STUB.asked().getFirst().body().at("/tool_choice/type").asText())
                .isEqualTo("none");
    }

    @Test
    void anAnthropicServerIsToldTheSchemaOfTheAnswerInWords() {
        STUB.answer(Answer.json(Speaker.ANTHROPIC.whole("{}")));
        ModelCall free = call(Speaker.ANTHROPIC);
        models.ask(new ModelCall(
                        tenant,
                        free.dailyLimitMicroUsd(),
                        free.model(),
                        0,
                        100,
                        free.messages(),
                        List.of(),
                        Optional.of(SCHEMA)))
                .await()
                .indefinitely();
        assertThat(STUB.asked().getFirst().body().path("system").asText()).contains(SCHEMA);
    }

    @ParameterizedTest
    @EnumSource
    void silenceBeforeTheFirstTokenIsATimeoutThatCostsWhatWasReserved(Speaker speaker) {
        STUB.answer(speaker.begins(List.of(), new Step.Silence()));
        ModelCall call = call(speaker);

        Told told = stream(call);

        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.TIMEOUT);
        assertThat(told.took).isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
        assertThat(STUB.asked()).as("no retry of what may still be at work").hasSize(1);
        assertFailedAt(told, prices.estimate(call, speaker.model));
    }

    @ParameterizedTest
    @EnumSource
    void silenceInTheMiddleIsATimeoutAndWhatWasSaidIsKept(Speaker speaker) {
        STUB.answer(speaker.begins(List.of("Call ", "Ada"), new Step.Silence()));
        ModelCall call = call(speaker);

        Told told = stream(call);

        assertThat(told.text()).isEqualTo("Call Ada");
        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.TIMEOUT);
        assertThat(told.failure()).hasMessageContaining("fell silent");
        assertThat(STUB.asked()).hasSize(1);
        assertFailedAt(told, prices.estimate(call, speaker.model));
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatTakesLongerThanTheCallerHasIsATimeout(Speaker speaker) {
        STUB.answer(speaker.begins(List.of(), new Step.Drip(speaker.text("on "))));

        Told told = listen(models.stream(call(speaker), Duration.ofMillis(500), made -> {}));

        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.TIMEOUT);
        assertThat(told.failure()).hasMessageContaining("took too long");
        assertThat(told.took).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @EnumSource
    void aWholeAnswerThatDoesNotComeIsATimeoutThatCostsWhatWasReserved(Speaker speaker) {
        STUB.answer(new Answer(200, Map.of(), List.of(new Step.Silence())));
        ModelCall call = call(speaker);

        Told told = listen(models.ask(call, Duration.ofMillis(500)));

        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.TIMEOUT);
        assertFailedAt(told, prices.estimate(call, speaker.model));
    }

    @ParameterizedTest
    @EnumSource
    void aCutInTheMiddleIsNotRetriedAndCostsWhatWasSentAndSaid(Speaker speaker) {
        STUB.answer(speaker.begins(List.of("Call ", "Ada"), new Step.Cut()));
        ModelCall call = call(speaker);

        Told told = stream(call);

        assertThat(told.text()).isEqualTo("Call Ada");
        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.UNAVAILABLE);
        assertThat(STUB.asked()).hasSize(1);
        assertFailedAt(
                told, prices.estimate(call, call.model(), "Call Ada".length()).costMicroUsd());
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatEndsInGoodOrderWithoutAReasonIsBrokenOff(Speaker speaker) {
        STUB.answer(speaker.begins(List.of("Call "), new Step.Say("")));

        Told told = stream(call(speaker));

        assertThat(told.text()).isEqualTo("Call ");
        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorInTheMiddleEndsTheAnswer(Speaker speaker) {
        STUB.answer(speaker.begins(
                List.of("Call "), new Step.Say(speaker.error("too much to do")), new Step.Say(speaker.text("more"))));

        Told told = stream(call(speaker));

        assertThat(told.text()).isEqualTo("Call ");
        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.OVERLOADED);
        assertThat(told.failure()).hasMessageContaining("too much to do");
    }

    @ParameterizedTest
    @EnumSource
    void aBusyServerIsAskedAgainWhenItSaysSo(Speaker speaker) {
        STUB.answer(refused(429, Map.of("Retry-After", "1")), speaker.says("Now."));

        Told told = stream(call(speaker));

        assertThat(told.text()).isEqualTo("Now.");
        assertThat(told.took).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertSpent(TOLD.costMicroUsd());
    }

    @Test
    void aBusyServerMaySayADate() {
        String soon = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(1).atOffset(ZoneOffset.UTC));
        STUB.answer(refused(429, Map.of("Retry-After", soon)), Answer.json(Speaker.OPENAI.whole("Now.")));
        assertThat(listen(models.ask(call(Speaker.OPENAI))).text()).isEqualTo("Now.");
    }

    @ParameterizedTest
    @EnumSource
    void aBusyServerIsNotWaitedForLongerThanTheCallerHas(Speaker speaker) {
        STUB.answer(refused(429, Map.of("Retry-After", "5")));

        Told told = listen(models.stream(call(speaker), Duration.ofSeconds(3), made -> {}));

        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.OVERLOADED);
        assertThat(told.took).isLessThan(Duration.ofSeconds(2));
        assertFailedAt(told, 0);
    }

    @Test
    void aBusyServerThatDoesNotSayWhenIsNotAskedAgain() {
        STUB.answer(refused(429, Map.of()));
        assertThat(stream(call(Speaker.OPENAI)).failure().refusal()).isEqualTo(ModelRefusal.OVERLOADED);
        assertThat(STUB.asked()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatFailsIsAskedOnceMoreAndCostsNothing(Speaker speaker) {
        STUB.answer(refused(500, Map.of()), Answer.json(speaker.whole("Here.")));
        assertThat(listen(models.ask(call(speaker))).text()).isEqualTo("Here.");
        assertSpent(TOLD.costMicroUsd());

        STUB.answer(refused(500, Map.of()), refused(503, Map.of()), speaker.says("Too late."));
        Told told = stream(call(speaker));
        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.UNAVAILABLE);
        assertThat(told.failure().usage()).isEqualTo(Usage.NONE);
        assertSpent(TOLD.costMicroUsd());
    }

    @Test
    void aConnectionThatBreaksBeforeTheAnswerIsTriedOnceMoreAndPaidForWhatWasSent() {
        STUB.answer(Answer.stream(new Step.Cut()), Speaker.OPENAI.says("Here."));
        ModelCall call = call(Speaker.OPENAI);

        Told told = stream(call);

        assertThat(told.text()).isEqualTo("Here.");
        Usage both = TOLD.plus(prices.estimate(call, call.model(), 0));
        assertThat(told.answer().usage()).isEqualTo(both);
        assertSpent(both.costMicroUsd());
    }

    @Test
    void aServerThatCanNotBeReachedCostsNothing() {
        Told told = stream(call("gone-away"));
        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.UNAVAILABLE);
        assertFailedAt(told, 0);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoJsonIsNoAnswer(Speaker speaker) {
        STUB.answer(Answer.json("<html>Call Ada</html>"));
        Told whole = listen(models.ask(call(speaker)));
        assertThat(whole.failure().refusal()).isEqualTo(ModelRefusal.UNAVAILABLE);
        assertThat(whole.failure()).hasMessageContaining("no JSON").hasMessageNotContaining("Ada");

        STUB.answer(speaker.begins(List.of("Call "), new Step.Say("data: {\"choices\": [\n\n")));
        Told streamed = stream(call(speaker));
        assertThat(streamed.text()).isEqualTo("Call ");
        assertThat(streamed.failure().refusal()).isEqualTo(ModelRefusal.UNAVAILABLE);
        assertThat(STUB.asked()).as("no retry").hasSize(2);
        assertSpent(whole.failure().usage().plus(streamed.failure().usage()).costMicroUsd());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsJsonButNoAnswerIsNone(Speaker speaker) {
        STUB.answer(Answer.json("{\"hello\": 1}"));
        assertThat(listen(models.ask(call(speaker))).failure().refusal()).isEqualTo(ModelRefusal.UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource
    void aWrongKeyIsRejectedAndIsNowhereToBeRead(Speaker speaker) {
        STUB.answer(Answer.json(
                401, "{\"error\": {\"message\": \"Incorrect API key: " + ScriptedServer.KEY + "\"}}", Map.of()));

        Told told = stream(call(speaker));

        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.REJECTED);
        assertThat(STUB.asked()).hasSize(1);
        assertFailedAt(told, 0);
        StringWriter trace = new StringWriter();
        told.failure().printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("Incorrect API key: ***").doesNotContain(ScriptedServer.KEY);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDoesNotStreamIsHeardAtOnce(Speaker speaker) {
        STUB.answer(Answer.json(speaker.whole("Call Ada.")));
        assertThat(stream(call(speaker)).events)
                .containsExactly(
                        new ModelEvent.Delta("Call Ada."),
                        new ModelEvent.Done(
                                new ModelAnswer("Call Ada.", List.of(), TOLD, speaker.model, FinishReason.STOP)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPENAI | \\{\"prompt_tokens\":10,\"completion_tokens\":5\\} | {}",
                "OPENAI | ,\"completion_tokens\":5 | ''",
                "OPENAI | \"prompt_tokens\":10 | \"prompt_tokens\":0",
                "ANTHROPIC | ,\"usage\":\\{.*?\\} | ,\"usage\":{}",
                "ANTHROPIC | ,\"output_tokens\":5 | ''"
            })
    void usageThatIsToldByHalfOrAsNothingIsEstimated(Speaker speaker, String told, String instead) {
        String whole = speaker.whole("Call Ada.");
        STUB.answer(Answer.json(whole.replaceFirst(told, instead)));
        assertThat(whole.replaceFirst(told, instead)).isNotEqualTo(whole);
        ModelCall call = call(speaker);
        assertThat(models.ask(call).await().indefinitely().usage())
                .isEqualTo(prices.estimate(call, call.model(), "Call Ada.".length()));
    }

    @Test
    void usageThatIsNotToldIsEstimated() {
        STUB.answer(Speaker.OPENAI.begins(List.of("Call Ada."), Speaker.steps(Speaker.OPENAI.ending(false, false))));
        ModelCall call = call(Speaker.OPENAI);
        Usage estimated = prices.estimate(call, call.model(), "Call Ada.".length());
        assertThat(stream(call).answer().usage()).isEqualTo(estimated);
        assertSpent(estimated.costMicroUsd());
    }

    @Test
    void whereAModelGivesNoAnswerTheNextOneIsAskedAndAllAttemptsArePaid() {
        STUB.answer(Answer.stream(new Step.Silence()), Speaker.ANTHROPIC.says("I can."));
        ModelCall call = call("other-with-fallbacks");
        List<MadeCall> made = new CopyOnWriteArrayList<>();

        Told told = listen(models.stream(call, Duration.ofSeconds(30), made::add));

        assertThat(told.text()).isEqualTo("I can.");
        assertThat(told.answer().model()).isEqualTo("claude-test");
        assertThat(made)
                .extracting(MadeCall::model, MadeCall::end)
                .containsExactly(
                        tuple("other-with-fallbacks", MadeCall.End.TIMEOUT),
                        tuple("gone-too", MadeCall.End.UNAVAILABLE),
                        tuple("gone-too", MadeCall.End.UNAVAILABLE),
                        tuple("claude-test", MadeCall.End.ANSWERED));
        assertThat(STUB.asked())
                .extracting(ProviderStub.Asked::path)
                .containsExactly(Speaker.OPENAI.path, Speaker.ANTHROPIC.path);
        Usage both = TOLD.plus(new Usage(0, 0, prices.estimate(call, "other-with-fallbacks")));
        assertThat(told.answer().usage()).isEqualTo(both);
        assertThat(made.stream().map(MadeCall::usage).reduce(Usage.NONE, Usage::plus))
                .isEqualTo(both);
        assertSpent(both.costMicroUsd());
    }

    @Test
    void aBusyModelIsNotWaitedForWhereAnotherOneCanAnswer() {
        STUB.answer(refused(429, Map.of("Retry-After", "1")), Answer.json(Speaker.ANTHROPIC.whole("I can.")));
        assertThat(listen(models.ask(call("other-with-fallbacks"))).answer().model())
                .isEqualTo("claude-test");
        assertThat(STUB.asked()).hasSize(2);
    }

    @Test
    void noOtherModelGoesOnWithWhatOneHasBegun() {
        STUB.answer(Speaker.OPENAI.begins(List.of("Call "), new Step.Cut()));
        Told told = stream(call("other-with-fallbacks"));
        assertThat(told.text()).isEqualTo("Call ");
        assertThat(told.failure().model()).isEqualTo("other-with-fallbacks");
        assertThat(STUB.asked()).hasSize(1);
    }

    @Test
    void whereNoneGivesAnAnswerItIsTheFirstOnesFailureThatIsTold() {
        STUB.answer(refused(503, Map.of()), refused(503, Map.of()), refused(401, Map.of()));
        Told told = stream(call("other-with-fallbacks"));
        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.UNAVAILABLE);
        assertThat(told.failure().model()).isEqualTo("other-with-fallbacks");
        assertThat(STUB.asked()).hasSize(3);
        assertFailedAt(told, 0);
    }

    @Test
    void aBudgetThatIsUsedUpEndsItWhateverOtherModelsThereAre() {
        ModelCall free = call("other-with-fallbacks");
        Told told = stream(new ModelCall(tenant, 1, free.model(), 0, 100, free.messages(), List.of()));
        assertThat(told.failure().refusal()).isEqualTo(ModelRefusal.BUDGET_EXHAUSTED);
        assertThat(STUB.asked()).isEmpty();
    }

    @Test
    void whatNoProviderHasGoesToTheOneThatSaysNoNames() {
        ScriptedServer.MODEL.say("Here.");
        assertThat(stream(call("unheard-of")).text()).isEqualTo("Here.");
        // A provider without a key is not in use.
        ScriptedServer.MODEL.say("Here too.");
        assertThat(stream(call("keyless-model")).text()).isEqualTo("Here too.");
    }

    @Test
    void whoLeavesWhileTheMoneyIsBeingReservedTakesNoneAlong() {
        stream(call("unheard-of"));
        long before = amount("spent");
        redis.client(List.of("PAUSE", "300", "WRITE")).await().indefinitely();
        Cancellable listener = models.stream(call(Speaker.OPENAI)).subscribe().with(event -> {});
        listener.cancel();
        redis.client(List.of("UNPAUSE")).await().indefinitely();
        await().during(Duration.ofMillis(200)).until(() -> amount("reserved") == 0 && amount("spent") == before);
        assertThat(STUB.asked()).isEmpty();
    }

    @Test
    void aWholeAnswerThatNobodyWaitsForCostsWhatWasReserved() {
        STUB.answer(new Answer(200, Map.of(), List.of(new Step.Silence())));
        ModelCall call = call(Speaker.OPENAI);
        List<MadeCall> made = new CopyOnWriteArrayList<>();
        Cancellable waiting =
                models.ask(call, Duration.ofMinutes(1), made::add).subscribe().with(answer -> {});
        await().until(() -> STUB.asked().size() == 1);
        waiting.cancel();
        assertThat(made)
                .extracting(MadeCall::end, MadeCall::usage)
                .containsExactly(tuple(MadeCall.End.GIVEN_UP, new Usage(0, 0, prices.estimate(call, call.model()))));
        await().until(() -> amount("reserved") == 0 && amount("spent") == prices.estimate(call, call.model()));
    }

    @ParameterizedTest
    @EnumSource
    void showsPicturesBeforeTheWordsAboutThem(Speaker speaker) {
        STUB.answer(Answer.json(speaker.whole("A cat.")));

        models.ask(withPicture(speaker.model)).await().indefinitely();

        JsonNode content =
                STUB.asked().getFirst().body().path("messages").path(0).path("content");
        JsonNode picture = speaker == Speaker.OPENAI ? content.at("/0/image_url/url") : content.at("/0/source/data");
        assertThat(picture.asText())
                .isEqualTo(speaker == Speaker.OPENAI ? "data:image/png;base64,iVBORw==" : "iVBORw==");
        assertThat(content.at("/1/text").asText()).isEqualTo("What is it?");
        if (speaker == Speaker.ANTHROPIC) {
            assertThat(content.at("/0/source/media_type").asText()).isEqualTo("image/png");
            assertThat(content.at("/0/source/type").asText()).isEqualTo("base64");
        }
    }

    @Test
    void aPictureIsShownToNoStandInThatTakesNone() {
        STUB.answer(refused(500, Map.of()), refused(500, Map.of()), Answer.json(Speaker.ANTHROPIC.whole("A cat.")));

        ModelAnswer answer =
                listen(models.ask(withPicture("other-with-fallbacks"))).answer();

        assertThat(models.sees("claude-test")).isTrue();
        assertThat(models.sees("gone-too")).isFalse();
        assertThat(answer.model()).isEqualTo("claude-test");
        assertThat(STUB.asked())
                .extracting(asked -> asked.body().path("model").asText())
                .doesNotContain("gone-too");
    }

    @Test
    void aPictureReservesWhatTheDearestModelsMakeOfIt() {
        ModelCall plain = call("other-large");

        assertThat(prices.estimate(withPicture("other-large"), "other-large"))
                .isGreaterThan(prices.estimate(plain, "other-large") + 40_000 * IN);
    }

    private ModelCall withPicture(String model) {
        return new ModelCall(
                tenant,
                10_000_000,
                model,
                0.2,
                100,
                List.of(new ModelMessage.User("What is it?", List.of(new ModelImage("image/png", "iVBORw==")))),
                List.of());
    }

    private static Answer refused(int status, Map<String, String> headers) {
        return Answer.json(status, "{\"error\": {\"message\": \"not now\"}}", headers);
    }

    private static ToolDefinition tool() {
        return new ToolDefinition("find", "Finds", SCHEMA);
    }

    private ModelCall conversation(Speaker speaker, List<ToolDefinition> tools) {
        return new ModelCall(
                tenant,
                1_000_000,
                speaker.model,
                1.5,
                100,
                List.of(
                        new ModelMessage.System("Be brief."),
                        new ModelMessage.User("Who?"),
                        new ModelMessage.Assistant(
                                "I look.",
                                List.of(
                                        new ToolRequest("a", "find", "{\"id\":1}"),
                                        new ToolRequest("b", "find", "broken"))),
                        new ModelMessage.ToolResult("a", "find", "Ada"),
                        new ModelMessage.ToolResult("b", "find", "Error"),
                        new ModelMessage.User("Sure?")),
                tools);
    }

    private ModelCall call(Speaker speaker) {
        return call(speaker.model);
    }

    private ModelCall call(String model) {
        return new ModelCall(tenant, 1_000_000, model, 0.2, 100, List.of(new ModelMessage.User("Who?")), List.of());
    }

    /** All that came of a call. */
    private static final class Told {
        private final List<ModelEvent> events = new ArrayList<>();
        private Throwable failure = new AssertionError("it did not fail");
        private Duration took = Duration.ZERO;

        String text() {
            return events.stream()
                    .map(event -> event instanceof ModelEvent.Delta(String text) ? text : "")
                    .reduce("", String::concat);
        }

        ModelAnswer answer() {
            return ((ModelEvent.Done) events.getLast()).answer();
        }

        ModelException failure() {
            assertThat(failure).isInstanceOf(ModelException.class);
            return (ModelException) failure;
        }
    }

    private Told stream(ModelCall call) {
        return listen(models.stream(call));
    }

    private static Told listen(Uni<ModelAnswer> answer) {
        return listen(answer.onItem()
                .transformToMulti(said ->
                        Multi.createFrom().items(new ModelEvent.Delta(said.text()), new ModelEvent.Done(said))));
    }

    private static Told listen(Multi<ModelEvent> events) {
        Told told = new Told();
        Instant start = Instant.now();
        events.onItem()
                .invoke(told.events::add)
                .onFailure()
                .invoke(failure -> told.failure = failure)
                .collect()
                .last()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
        told.took = Duration.between(start, Instant.now());
        return told;
    }

    private void assertFailedAt(Told told, long microUsd) {
        assertThat(told.failure().usage().costMicroUsd()).isEqualTo(microUsd);
        assertSpent(microUsd);
    }

    private void assertSpent(long microUsd) {
        assertThat(amount("spent")).isEqualTo(microUsd);
        assertThat(amount("reserved")).isZero();
    }

    private long amount(String name) {
        Response value = redis.hget("budget:{" + tenant + "}:" + LocalDate.now(ZoneOffset.UTC), name)
                .await()
                .indefinitely();
        return value == null ? 0 : value.toLong();
    }
}
