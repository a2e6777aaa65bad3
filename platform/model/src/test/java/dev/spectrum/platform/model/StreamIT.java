package dev.spectrum.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spectrum.platform.testing.ScriptedModel.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ScriptedServer.class)
class StreamIT {

    /** The price of a token of a model that the table does not know. */
    private static final long IN = 15;

    private static final long OUT = 75;

    @Inject
    PriceTable prices;

    @Inject
    Models models;

    @Inject
    RedisAPI redis;

    private final UUID tenant = UUID.randomUUID();

    @BeforeEach
    void nothingIsScripted() {
        ScriptedServer.MODEL.forget();
    }

    @Test
    void saysTheAnswerPieceByPieceAndItsUsageLast() {
        ScriptedServer.MODEL.say("Call Ada first.");
        List<ModelEvent> events = collect(call("Who?"));
        // Pieces that come at once may be one.
        assertThat(events.subList(0, events.size() - 1))
                .allSatisfy(event -> assertThat(event).isInstanceOf(ModelEvent.Delta.class))
                .extracting(event -> ((ModelEvent.Delta) event).text())
                .satisfies(pieces -> assertThat(String.join("", pieces)).isEqualTo("Call Ada first."));
        assertThat(events.getLast())
                .isEqualTo(new ModelEvent.Done(new ModelAnswer(
                        "Call Ada first.",
                        List.of(),
                        new Usage(10, 5, 10 * IN + 5 * OUT),
                        "scripted",
                        FinishReason.STOP)));
        assertThat(spent()).isEqualTo(10 * IN + 5 * OUT);
        assertThat(reserved()).isZero();
    }

    @Test
    void aModelThatFailsInMidStreamIsPaidWhatItSaid() {
        ScriptedServer.MODEL.say(new Reply.Breaks("one two three "));
        ModelCall call = call("Who?");
        assertThatThrownBy(() -> collect(call))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failure -> assertThat(failure.refusal()).isEqualTo(ModelRefusal.UNAVAILABLE));
        assertThat(ScriptedServer.MODEL.requests())
                .as("no retry after the first token")
                .hasSize(1);
        assertThat(spent())
                .isPositive()
                .isEqualTo(prices.estimate(call, call.model(), 14).costMicroUsd());
        assertThat(reserved()).isZero();
    }

    @Test
    void aModelThatIsAwayIsTriedOnceMoreWhileItHasSaidNothing() {
        ScriptedServer.MODEL.say(new Reply.Status(503), new Reply.Text("Here."));
        assertThat(collect(call("Who?"))).hasSize(2);
        ScriptedServer.MODEL.say(new Reply.Status(503), new Reply.Status(503), new Reply.Text("Too late."));
        assertThatThrownBy(() -> collect(call("Who?"))).isInstanceOf(ModelException.class);
        assertThat(reserved()).isZero();
    }

    @Test
    void aModelThatIsCutOffBeforeItSaidAnythingIsPaidForWhatItWasToldStreamedOrNot() {
        ModelCall call = call("Who?");
        long told = prices.estimate(call, call.model(), 0).costMicroUsd();
        ScriptedServer.MODEL.otherwise(request -> new Reply.Breaks(""));
        assertThatThrownBy(() -> collect(call))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failure -> assertThat(failure.usage().costMicroUsd()).isEqualTo(told * calls()));
        assertThatThrownBy(() -> models.ask(call).await().indefinitely()).isInstanceOf(ModelException.class);
        assertThat(spent()).isPositive().isEqualTo(told * calls());
        assertThat(reserved()).isZero();
    }

    @Test
    void anAnswerAfterAnAttemptThatBrokeOffCostsBoth() {
        ScriptedServer.MODEL.say(new Reply.Breaks(""), new Reply.Text("Here."));
        ModelCall call = call("Who?");
        long both = prices.estimate(call, call.model(), 0).costMicroUsd() + 10 * IN + 5 * OUT;
        List<ModelEvent> events = collect(call);
        assertThat(((ModelEvent.Done) events.getLast()).answer().usage().costMicroUsd())
                .isEqualTo(both);
        assertThat(spent()).isEqualTo(both);
        assertThat(reserved()).isZero();
    }

    @Test
    void whatACallCameToIsKeptBeforeTheBudgetSettlesIt() {
        ScriptedServer.MODEL.say("Call Ada first.");
        List<MadeCall> kept = new ArrayList<>();
        long[] whenKept = new long[2];
        listen((id, made) -> Uni.createFrom()
                .item(made)
                .emitOn(Infrastructure.getDefaultExecutor())
                .invoke(() -> {
                    whenKept[0] = reserved();
                    whenKept[1] = spent();
                    kept.add(made);
                })
                .replaceWithVoid());
        assertThat(kept)
                .singleElement()
                .satisfies(made -> assertThat(made.usage().costMicroUsd()).isEqualTo(10 * IN + 5 * OUT));
        assertThat(whenKept[0]).as("still reserved").isPositive();
        assertThat(whenKept[1]).as("not yet spent").isZero();
        assertThat(spent()).isEqualTo(10 * IN + 5 * OUT);
        assertThat(reserved()).isZero();
    }

    @Test
    void whatCouldNotBeKeptStaysReservedUntilItIsToldAsLost() {
        ScriptedServer.MODEL.say("Call Ada first.");
        List<UUID> asked = new ArrayList<>();
        List<ModelEvent> events = listen((id, made) -> {
            asked.add(id);
            return Uni.createFrom().failure(new IllegalStateException("no database"));
        });
        assertThat(events.getLast()).isInstanceOf(ModelEvent.Done.class);
        assertThat(spent()).isZero();
        assertThat(reserved()).isPositive();
        String key = Budget.key(tenant, LocalDate.now(ZoneOffset.UTC));
        assertThat(redis.hexists(key, "r:" + asked.getFirst())
                        .await()
                        .indefinitely()
                        .toBoolean())
                .as("under the id that it would be lost by")
                .isTrue();
    }

    private List<ModelEvent> listen(CallLedger ledger) {
        return models.stream(call("Who?"), ledger).collect().asList().await().atMost(Duration.ofSeconds(10));
    }

    private static int calls() {
        return ScriptedServer.MODEL.requests().size();
    }

    @Test
    void aModelThatDoesNotAnswerInTimeCostsWhatWasReservedStreamedOrNot() {
        ModelCall call = call("Who?");
        long most = call.mostInputTokens() * IN + call.maxOutputTokens() * OUT;
        ScriptedServer.MODEL.say(new Reply.Silence());
        assertThatThrownBy(() -> collect(call)).isInstanceOfSatisfying(ModelException.class, failure -> {
            assertThat(failure.refusal()).isEqualTo(ModelRefusal.TIMEOUT);
            assertThat(failure.usage().costMicroUsd()).isEqualTo(most);
        });
        assertThat(spent()).isEqualTo(most);
        ScriptedServer.MODEL.say(new Reply.Silence());
        assertThatThrownBy(() -> models.ask(call).await().indefinitely()).isInstanceOf(ModelException.class);
        assertThat(spent()).isEqualTo(2 * most);
        assertThat(reserved()).isZero();
    }

    @Test
    void aRequestThatIsRefusedIsNotRepeatedAndCostsNothing() {
        ScriptedServer.MODEL.say(new Reply.Status(400));
        assertThatThrownBy(() -> collect(call("Who?")))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failure -> assertThat(failure.refusal()).isEqualTo(ModelRefusal.REJECTED));
        assertThat(ScriptedServer.MODEL.requests()).hasSize(1);
        assertThat(spent()).isZero();
        assertThat(reserved()).isZero();
    }

    @Test
    void whoStopsListeningHangsUpAndPaysWhatWasSaid() {
        ScriptedServer.MODEL.say(new Reply.Drips("on "));
        int before = ScriptedServer.MODEL.hangUps();
        List<String> errors = new CopyOnWriteArrayList<>();
        Handler listening = errorsGoTo(errors);
        List<ModelEvent> heard = new CopyOnWriteArrayList<>();
        Cancellable listener = models.stream(call("Who?")).subscribe().with(heard::add);
        await().until(() -> heard.size() >= 3);
        listener.cancel();
        await().until(() -> ScriptedServer.MODEL.hangUps() > before);
        await().until(() -> reserved() == 0 && spent() > 0);
        Logger.getLogger("").removeHandler(listening);
        assertThat(errors).as("leaving is no error").isEmpty();
    }

    private static Handler errorsGoTo(List<String> errors) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    errors.add(line.getLoggerName() + ": " + line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        return handler;
    }

    @Test
    void tellsTheModelTheSchemaOfItsAnswer() {
        String schema = "{\"type\":\"object\",\"properties\":{\"score\":{\"type\":\"integer\"}}}";
        ModelCall free = call("Who?");
        collect(new ModelCall(
                tenant,
                free.dailyLimitMicroUsd(),
                free.model(),
                0,
                free.maxOutputTokens(),
                free.messages(),
                List.of(),
                Optional.of(schema)));
        assertThat(ScriptedServer.MODEL
                        .lastRequest()
                        .at("/response_format/json_schema/schema")
                        .toString())
                .isEqualTo(schema);
    }

    private ModelCall call(String question) {
        return new ModelCall(
                tenant, 1_000_000, "scripted", 0.2, 100, List.of(new ModelMessage.User(question)), List.of());
    }

    private List<ModelEvent> collect(ModelCall call) {
        Multi<ModelEvent> events = models.stream(call);
        return events.collect().asList().await().indefinitely();
    }

    private long spent() {
        return field("spent");
    }

    private long reserved() {
        return field("reserved");
    }

    private long field(String name) {
        Response value = redis.hget("budget:{" + tenant + "}:" + LocalDate.now(ZoneOffset.UTC), name)
                .await()
                .indefinitely();
        return value == null ? 0 : value.toLong();
    }
}
