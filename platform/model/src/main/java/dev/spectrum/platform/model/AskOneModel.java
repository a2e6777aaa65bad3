package dev.spectrum.platform.model;

import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.model.ModelException.Progress;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * Asks one model, and asks it once more where that may help and nothing was heard of its answer. Each attempt reserves what it
 * may cost, and settles what it did cost, or may have.
 */
@ApplicationScoped
class AskOneModel {

    private static final Logger LOG = Logger.getLogger(AskOneModel.class);
    private static final int MOST_CONNECTIONS = 1000;
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 2;

    private final Vertx vertx;
    private final HttpClient client;
    private final Providers providers;
    private final ModelsConfig config;
    private final PriceTable prices;
    private final Budget budget;
    private final Tracer tracer;

    AskOneModel(
            Vertx vertx, Providers providers, ModelsConfig config, PriceTable prices, Budget budget, Tracer tracer) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setConnectTimeout((int) CONNECT.toMillis())
                // The call has a span of its own, and providers are not told our trace ids.
                .setTracingPolicy(TracingPolicy.IGNORE));
        this.providers = providers;
        this.config = config;
        this.prices = prices;
        this.budget = budget;
        this.tracer = tracer;
    }

    @PreDestroy
    void hangUp() {
        client.close();
    }

    /**
     * A call to one model.
     *
     * @param streamed whether the answer is told in pieces
     * @param deadline when an answer is of no use any longer
     * @param isLast whether no other model will be asked in its place
     * @param ledger keeps every attempt
     */
    record Asking(
            ModelCall call, String model, boolean streamed, Instant deadline, boolean isLast, CallLedger ledger) {}

    /** {@link ModelEvent.Delta}s where it is streamed, then {@link ModelEvent.Done}; fails with a {@link ModelException} only. */
    Multi<ModelEvent> ask(Asking asking) {
        return Multi.createFrom().deferred(() -> {
            Provider provider = providers.of(asking.model());
            GenAiSpan span = GenAiSpan.start(tracer, provider, asking.call(), asking.model(), asking.streamed());
            return attempt(new Attempt(asking, provider, span), 1, Usage.NONE)
                    .onTermination()
                    .invoke(span::end);
        });
    }

    private record Attempt(Asking asking, Provider provider, GenAiSpan span) {

        ModelCall call() {
            return asking.call();
        }

        String model() {
            return asking.model();
        }
    }

    private Multi<ModelEvent> attempt(Attempt attempt, int number, Usage before) {
        return reserved(attempt)
                .onItem()
                .transformToMulti(reservation -> paid(attempt, reservation))
                .map(event -> event.costingAlso(before))
                .onFailure(ModelException.class)
                .recoverWithMulti(thrown -> {
                    ModelException failure = ((ModelException) thrown).costingAlso(before);
                    Optional<Duration> pause = number < ATTEMPTS ? pause(attempt.asking(), failure) : Optional.empty();
                    return pause.map(time -> after(time)
                                    .onItem()
                                    .transformToMulti(now -> attempt(attempt, number + 1, failure.usage())))
                            .orElseGet(() -> Multi.createFrom().failure(failure));
                });
    }

    /** A model that wants to be left alone for longer is not waited for while there is another one. */
    private static Optional<Duration> pause(Asking asking, ModelException failure) {
        return failure.again()
                .filter(pause -> asking.isLast() || pause.compareTo(ProviderCall.SOON) <= 0)
                .filter(pause -> Instant.now().plus(pause).isBefore(asking.deadline()));
    }

    private static Uni<Void> after(Duration pause) {
        return CallerContext.returnTo(() -> pause.isZero()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(pause));
    }

    /** Who leaves while the money is being reserved does not take it along. */
    private Uni<Budget.Reservation> reserved(Attempt attempt) {
        Uni<Budget.Reservation> reserving = budget.reserve(
                        attempt.call().tenantId(),
                        attempt.call().dailyLimitMicroUsd(),
                        prices.estimate(attempt.call(), attempt.model()))
                .memoize()
                .indefinitely();
        return CallerContext.returnTo(() -> reserving)
                .onCancellation()
                .invoke(() -> reserving
                        .chain(unused -> budget.settle(unused, 0))
                        .subscribe()
                        .with(released -> {}, refused -> {}));
    }

    private Multi<ModelEvent> paid(Attempt attempt, Budget.Reservation reservation) {
        Hearing hearing = new Hearing();
        Instant begun = Instant.now();
        AtomicBoolean settled = new AtomicBoolean();
        BiFunction<Usage, MadeCall.End, Uni<Void>> settle = (used, end) -> {
            if (!settled.compareAndSet(false, true)) {
                return Uni.createFrom().voidItem();
            }
            MadeCall made = new MadeCall(attempt.model(), used, end, begun, Instant.now());
            KnownDay.Lift before = budget.lift(reservation);
            return attempt.asking()
                    .ledger()
                    .add(UUID.fromString(reservation.id()), made)
                    .chain(() -> budget.settle(reservation, used.costMicroUsd(), before))
                    .onFailure()
                    .invoke(failure ->
                            LOG.errorf(failure, "A call of a model could not be kept, its reservation ends by itself"))
                    .onFailure()
                    .recoverWithNull();
        };
        return events(attempt, hearing)
                .onItem()
                .call(event -> event instanceof ModelEvent.Done(ModelAnswer answer)
                        ? settle.apply(answer.usage(), MadeCall.End.ANSWERED)
                        : Uni.createFrom().voidItem())
                .onFailure(ModelException.class)
                .transform(failure -> ofCall(attempt, reservation, hearing, (ModelException) failure))
                .onFailure(ModelException.class)
                .call(thrown -> {
                    ModelException failure = (ModelException) thrown;
                    return settle.apply(failure.usage(), MadeCall.End.of(failure.refusal()));
                })
                .onCancellation()
                .call(() -> settle.apply(givenUp(attempt, reservation, hearing), MadeCall.End.GIVEN_UP));
    }

    private Multi<ModelEvent> events(Attempt attempt, Hearing hearing) {
        return Multi.createFrom()
                .<ModelEvent>emitter(listener -> {
                    boolean streamed = attempt.asking().streamed();
                    if (streamed) {
                        hearing.onText(text -> listener.emit(new ModelEvent.Delta(text)));
                    }
                    ProviderCall call = new ProviderCall(
                            vertx,
                            client,
                            attempt.provider(),
                            patience(attempt.asking()),
                            hearing,
                            () -> {
                                listener.emit(new ModelEvent.Done(answer(attempt, hearing)));
                                listener.complete();
                            },
                            listener::fail);
                    listener.onTermination(call::hangUp);
                    call.start(
                            attempt.provider().protocol().request(attempt.call(), attempt.model(), streamed), streamed);
                })
                .onFailure(failure -> !(failure instanceof ModelException))
                .transform(mistake -> new ModelException(ModelRefusal.UNAVAILABLE, mistake.toString(), mistake));
    }

    private ProviderCall.Patience patience(Asking asking) {
        Duration left = Duration.between(Instant.now(), asking.deadline());
        Duration whole = left.compareTo(config.timeout()) < 0 ? left : config.timeout();
        return new ProviderCall.Patience(config.firstTokenTimeout(), config.idleTimeout(), whole);
    }

    private ModelAnswer answer(Attempt attempt, Hearing hearing) {
        Usage usage = usage(attempt, hearing);
        attempt.span().heard(hearing, usage, attempt.asking().streamed());
        return new ModelAnswer(
                hearing.wholeText(),
                hearing.toolRequests(),
                usage,
                attempt.model(),
                hearing.finishReason().orElseThrow());
    }

    /** A server may leave out the usage of what it streams. */
    private Usage usage(Attempt attempt, Hearing hearing) {
        if (hearing.inputTokens().isEmpty() || hearing.outputTokens().isEmpty()) {
            return prices.estimate(attempt.call(), attempt.model(), hearing.characters());
        }
        long input = hearing.inputTokens().getAsLong();
        long output = hearing.outputTokens().getAsLong();
        return new Usage(input, output, prices.cost(attempt.model(), input, output));
    }

    private ModelException ofCall(
            Attempt attempt, Budget.Reservation reservation, Hearing hearing, ModelException failure) {
        return failure.ofCall(attempt.model(), used(attempt, reservation, hearing, failure));
    }

    /**
     * What an attempt that failed has used, as far as its server may charge it: nothing where it was not begun; what was
     * reserved where it did not answer in time, because it may have worked to the end; what was sent and said where it broke
     * off.
     */
    private Usage used(Attempt attempt, Budget.Reservation reservation, Hearing hearing, ModelException failure) {
        if (failure.progress() == Progress.NOT_BEGUN) {
            return Usage.NONE;
        }
        return failure.refusal() == ModelRefusal.TIMEOUT
                ? new Usage(0, 0, reservation.amount())
                : prices.estimate(attempt.call(), attempt.model(), hearing.characters());
    }

    private Usage givenUp(Attempt attempt, Budget.Reservation reservation, Hearing hearing) {
        return attempt.asking().streamed()
                ? prices.estimate(attempt.call(), attempt.model(), hearing.characters())
                : new Usage(0, 0, reservation.amount());
    }
}
