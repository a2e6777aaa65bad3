package dev.spectrum.platform.model;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Map;

/** What tokens cost. A dollar for a million tokens is a micro-dollar for one. */
@ApplicationScoped
class PriceTable {

    /** Fewer than the four that English text has on average, so that the estimate is an upper bound for most texts. */
    private static final int CHARACTERS_PER_TOKEN = 3;

    private final ModelsConfig config;

    PriceTable(ModelsConfig config) {
        this.config = config;
    }

    /** In micro-dollars, rounded up. */
    long cost(String model, long inputTokens, long outputTokens) {
        ModelsConfig.Price price = price(model);
        return (long) Math.ceil(inputTokens * price.input() + outputTokens * price.output());
    }

    /** The most that the call should cost, in micro-dollars: every character sent, and an answer of full length. */
    long estimate(ModelCall call, String model) {
        return cost(model, call.characters() / CHARACTERS_PER_TOKEN + 1, call.maxOutputTokens());
    }

    /** What a call should have used that said so much and told no usage: every character sent, and every one received. */
    Usage estimate(ModelCall call, String model, long charactersSaid) {
        long input = call.characters() / CHARACTERS_PER_TOKEN + 1;
        long output = Math.min(call.maxOutputTokens(), charactersSaid / CHARACTERS_PER_TOKEN + 1);
        return new Usage(input, output, cost(model, input, output));
    }

    private ModelsConfig.Price price(String model) {
        return config.prices().entrySet().stream()
                .filter(entry -> model.startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(config.unknownModel());
    }
}
