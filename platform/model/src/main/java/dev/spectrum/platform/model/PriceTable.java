package dev.spectrum.platform.model;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** What tokens cost. A dollar for a million tokens is a micro-dollar for one. */
@ApplicationScoped
public class PriceTable {

    private static final Logger LOG = Logger.getLogger(PriceTable.class);

    /** As English text has them, or nearly. */
    private static final int BYTES_PER_TOKEN = 3;

    private final ModelsConfig config;
    private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();

    PriceTable(ModelsConfig config) {
        this.config = config;
    }

    /** Whether the table has a price for the model today; what is used of others costs the worst price. */
    public boolean knows(String model) {
        return price(model, LocalDate.now(ZoneOffset.UTC)).isPresent();
    }

    /** In micro-dollars, rounded up; by the prices of today. */
    long cost(String model, long inputTokens, long outputTokens) {
        return cost(model, inputTokens, outputTokens, LocalDate.now(ZoneOffset.UTC));
    }

    long cost(String model, long inputTokens, long outputTokens, LocalDate day) {
        ModelsConfig.Price price = price(model, day).orElseGet(() -> worst(model));
        return (long) Math.ceil(inputTokens * price.input() + outputTokens * price.output());
    }

    /** More than the call can cost, in micro-dollars: every byte sent a token, and an answer of full length. */
    long estimate(ModelCall call, String model) {
        return cost(model, call.mostInputTokens(), call.maxOutputTokens());
    }

    /** What a call should have used that said so much and told no usage: by the length of both. */
    Usage estimate(ModelCall call, String model, long charactersSaid) {
        long input = call.mostInputTokens() / BYTES_PER_TOKEN + 1;
        long output = Math.min(call.maxOutputTokens(), charactersSaid / BYTES_PER_TOKEN + 1);
        return new Usage(input, output, cost(model, input, output));
    }

    private Optional<ModelsConfig.Price> price(String model, LocalDate day) {
        return config.prices().entrySet().stream()
                .filter(entry -> model.startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .flatMap(entry -> entry.getValue().entrySet().stream()
                        .filter(since -> !since.getKey().isAfter(day))
                        .max(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue));
    }

    private ModelsConfig.Price worst(String model) {
        // Names come from tenants: they are not kept without bound.
        if (warnedOf.size() < 1000 && warnedOf.add(model)) {
            LOG.warnf("The price table does not know the model %s: it costs the worst price", model);
        }
        return config.unknownModel();
    }
}
