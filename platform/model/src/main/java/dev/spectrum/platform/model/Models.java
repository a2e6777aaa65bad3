package dev.spectrum.platform.model;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.spectrum.platform.context.CallerContext;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * The one way to a model: OpenAI and every server that speaks its API. Reserves what the call may cost, makes it, and
 * settles what it did cost. A call that failed costs nothing; one that nobody waited for any longer costs what was reserved,
 * because its server may have worked for it to the end.
 */
@ApplicationScoped
public class Models {

    private static final Duration NO_HURRY = Duration.ofDays(1);

    private final ChatModel model;
    private final ModelsConfig config;
    private final PriceTable prices;
    private final Budget budget;
    private final ExecutorService virtualThreads;

    Models(
            ChatModel model,
            ModelsConfig config,
            PriceTable prices,
            Budget budget,
            @VirtualThreads ExecutorService virtualThreads) {
        this.model = model;
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
        String name = call.model().isEmpty() ? config.defaultModel() : call.model();
        Instant deadline = Instant.now().plus(patience);
        return CallerContext.returnTo(() -> budget.reserve(
                        call.tenantId(), call.dailyLimitMicroUsd(), prices.estimate(call, name))
                .chain(reservation -> answer(call, name, timeout(deadline))
                        .call(answer ->
                                budget.settle(reservation, answer.usage().costMicroUsd()))
                        .onFailure(ModelException.class)
                        .transform(failure -> ((ModelException) failure).ofCallReserving(name, reservation.amount()))
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

    private Uni<ModelAnswer> answer(ModelCall call, String name, Duration timeout) {
        return CallerContext.returnTo(() -> Uni.createFrom()
                .item(() -> model.chat(LangChain.request(call, name)))
                .runSubscriptionOn(virtualThreads)
                .map(response -> read(response, name))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new ModelException(
                        ModelRefusal.TIMEOUT, "no answer within " + timeout.toSeconds() + " s", null))
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
