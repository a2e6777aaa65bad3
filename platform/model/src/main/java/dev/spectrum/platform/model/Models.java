package dev.spectrum.platform.model;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.spectrum.platform.context.CallerContext;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;

/**
 * The one way to a model: OpenAI and every server that speaks its API. Reserves what the call may cost, makes it, and
 * settles what it did cost; a call that failed costs nothing.
 */
@ApplicationScoped
public class Models {

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
        String name = call.model().isEmpty() ? config.defaultModel() : call.model();
        return CallerContext.returnTo(() -> budget.reserve(
                        call.tenantId(), call.dailyLimitMicroUsd(), prices.estimate(call, name))
                .chain(reservation -> answer(call, name)
                        .call(answer ->
                                budget.settle(reservation, answer.usage().costMicroUsd()))
                        .onFailure()
                        .call(failure -> budget.settle(reservation, 0))
                        .onCancellation()
                        .call(() -> budget.settle(reservation, reservation.amount()))));
    }

    private Uni<ModelAnswer> answer(ModelCall call, String name) {
        return CallerContext.returnTo(() -> Uni.createFrom()
                .item(() -> model.chat(LangChain.request(call, name)))
                .runSubscriptionOn(virtualThreads)
                .map(response -> read(response, name))
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> new ModelException(
                        ModelRefusal.TIMEOUT,
                        "no answer within " + config.timeout().toSeconds() + " s",
                        null))
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
