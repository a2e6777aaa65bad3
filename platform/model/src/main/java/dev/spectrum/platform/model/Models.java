package dev.spectrum.platform.model;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.spectrum.platform.context.CallerContext;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a model: OpenAI and every server that speaks its API. Reserves what the call may cost, makes it, and
 * settles what it did cost, or may have ({@link #usageOf}).
 */
@ApplicationScoped
public class Models {

    private static final Duration NO_HURRY = Duration.ofDays(1);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

    private final ChatModel model;
    private final StreamingChatModel streamingModel;
    private final ModelsConfig config;
    private final PriceTable prices;
    private final Budget budget;
    private final ExecutorService virtualThreads;

    Models(
            ChatModel model,
            StreamingChatModel streamingModel,
            ModelsConfig config,
            PriceTable prices,
            Budget budget,
            @VirtualThreads ExecutorService virtualThreads) {
        this.model = model;
        this.streamingModel = streamingModel;
        this.config = config;
        this.prices = prices;
        this.budget = budget;
        this.virtualThreads = virtualThreads;
    }

    /** Fails with a {@link ModelException} only. Answers on the Vert.x context that it was called from. */
    public Uni<ModelAnswer> ask(ModelCall call) {
        return ask(call, NO_HURRY);
    }

    /**
     * The same for somebody who has not that long.
     *
     * @param patience from now on, with all that it takes; the model itself has the configured timeout at most
     */
    public Uni<ModelAnswer> ask(ModelCall call, Duration patience) {
        String name = nameOf(call);
        Instant deadline = Instant.now().plus(patience);
        return CallerContext.returnTo(() -> budget.reserve(
                        call.tenantId(), call.dailyLimitMicroUsd(), prices.estimate(call, name))
                .chain(reservation -> answer(call, name, timeout(deadline))
                        .call(answer ->
                                budget.settle(reservation, answer.usage().costMicroUsd()))
                        .onFailure(ModelException.class)
                        .transform(failure -> ofCall(call, name, reservation, failure, 0))
                        .onFailure(ModelException.class)
                        .call(failure -> budget.settle(
                                reservation, ((ModelException) failure).usage().costMicroUsd()))
                        .onCancellation()
                        .call(() -> budget.settle(reservation, reservation.amount()))));
    }

    /** A millisecond at least, because there is no timer for less. */
    private Duration timeout(Instant deadline) {
        Duration left = Collections.min(List.of(config.timeout(), Duration.between(Instant.now(), deadline)));
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    /**
     * The same, piece by piece: {@link ModelEvent.Delta}s, then one {@link ModelEvent.Done}. Tried again once where the model
     * was away or busy, and only if it has not begun. One that is not listened to any longer is paid what {@link #estimate} says for what
     * it has said; the rest of the reservation is free again.
     */
    public Multi<ModelEvent> stream(ModelCall call) {
        String name = nameOf(call);
        Multi<ModelEvent> events = CallerContext.returnTo(
                        () -> budget.reserve(call.tenantId(), call.dailyLimitMicroUsd(), prices.estimate(call, name)))
                .onItem()
                .transformToMulti(reservation -> paid(call, name, reservation));
        Context context = Vertx.currentContext();
        return context == null ? events : broughtTo(context, events);
    }

    /** A failure goes as an item: what changes the thread lets it overtake what was said before. */
    private static Multi<ModelEvent> broughtTo(Context context, Multi<ModelEvent> events) {
        return events.map(Heard::event)
                .onFailure()
                .recoverWithItem(Heard::failure)
                .emitOn(next -> context.runOnContext(ignored -> next.run()))
                .map(Heard::orThrow);
    }

    private record Heard(
            @Nullable ModelEvent event, @Nullable Throwable failure) {

        static Heard event(ModelEvent event) {
            return new Heard(event, null);
        }

        static Heard failure(Throwable failure) {
            return new Heard(null, LangChain.failure(failure));
        }

        ModelEvent orThrow() {
            if (failure instanceof RuntimeException told) {
                throw told;
            }
            return Objects.requireNonNull(event);
        }
    }

    /** What a streamed call should have used that ended early, having said so many characters. */
    public Usage estimate(ModelCall call, long charactersSaid) {
        return prices.estimate(call, nameOf(call), charactersSaid);
    }

    private Multi<ModelEvent> paid(ModelCall call, String name, Budget.Reservation reservation) {
        AtomicLong said = new AtomicLong();
        AtomicBoolean settled = new AtomicBoolean();
        Function<Long, Uni<Void>> settle = cost -> settled.compareAndSet(false, true)
                ? budget.settle(reservation, cost)
                : Uni.createFrom().voidItem();
        return streamed(call, name)
                .onItem()
                .invoke(event -> said.addAndGet(event instanceof ModelEvent.Delta(String text) ? text.length() : 0))
                .onFailure(Models::mayWorkAtOnce)
                .retry()
                .withBackOff(BEFORE_RETRY)
                .atMost(1)
                .onItem()
                .call(event -> event instanceof ModelEvent.Done(ModelAnswer answer)
                        ? settle.apply(answer.usage().costMicroUsd())
                        : Uni.createFrom().voidItem())
                .onFailure()
                .transform(failure -> ofCall(call, name, reservation, failure, said.get()))
                .onFailure()
                .call(failure -> settle.apply(((ModelException) failure).usage().costMicroUsd()))
                .onCancellation()
                .call(() -> settle.apply(estimate(call, said.get()).costMicroUsd()));
    }

    private ModelException ofCall(
            ModelCall call, String name, Budget.Reservation reservation, Throwable failure, long charactersSaid) {
        ModelException told = (ModelException) failure;
        return told.ofCall(name, usageOf(call, name, reservation, told, charactersSaid));
    }

    /**
     * What a call that failed has used, as far as its server may charge it: nothing where it was not begun; what was reserved where
     * it did not answer in time, because it may have worked to the end; what was sent and said where it broke off.
     */
    private Usage usageOf(
            ModelCall call, String name, Budget.Reservation reservation, ModelException failure, long charactersSaid) {
        if (failure.refusal() == ModelRefusal.TIMEOUT) {
            return new Usage(0, 0, reservation.amount());
        }
        return LangChain.wasNotBegun(failure) ? Usage.NONE : prices.estimate(call, name, charactersSaid);
    }

    private static boolean mayWorkAtOnce(Throwable failure) {
        return failure instanceof ModelException refused
                && LangChain.wasNotBegun(refused)
                && (refused.refusal() == ModelRefusal.UNAVAILABLE || refused.refusal() == ModelRefusal.OVERLOADED);
    }

    private Multi<ModelEvent> streamed(ModelCall call, String name) {
        return Multi.createFrom()
                .<ModelEvent>emitter(listener -> streamingModel.chat(
                        LangChain.request(call, name),
                        new StreamListener(listener, response -> readStreamed(response, call, name))))
                .runSubscriptionOn(virtualThreads)
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> silence(config.timeout()))
                .onFailure()
                .transform(LangChain::failure);
    }

    /** A server may leave out the usage of what it streams. */
    private ModelAnswer readStreamed(ChatResponse response, ModelCall call, String name) {
        ModelAnswer answer = read(response, name);
        return response.tokenUsage() == null
                ? new ModelAnswer(
                        answer.text(),
                        answer.toolRequests(),
                        prices.estimate(call, name, answer.text().length()),
                        name)
                : answer;
    }

    private String nameOf(ModelCall call) {
        return call.model().isEmpty() ? config.defaultModel() : call.model();
    }

    private static ModelException silence(Duration patience) {
        return new ModelException(ModelRefusal.TIMEOUT, "no answer within " + patience.toSeconds() + " s", null);
    }

    private Uni<ModelAnswer> answer(ModelCall call, String name, Duration timeout) {
        return CallerContext.returnTo(() -> Uni.createFrom()
                .item(() -> model.chat(LangChain.request(call, name)))
                .runSubscriptionOn(virtualThreads)
                .map(response -> read(response, name))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> silence(timeout))
                .onFailure()
                .transform(LangChain::failure));
    }

    private ModelAnswer read(ChatResponse response, String name) {
        long input = LangChain.inputTokens(response);
        long output = LangChain.outputTokens(response);
        return new ModelAnswer(
                LangChain.text(response),
                LangChain.toolRequests(response),
                new Usage(input, output, prices.cost(name, input, output)),
                name);
    }
}
