package dev.spectrum.platform.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How models are reached and what they cost. */
@ConfigMapping(prefix = "spectrum.models")
interface ModelsConfig {

    /** For agents that name no model. */
    String defaultModel();

    /** How long one attempt may take, from first to last. */
    @WithDefault("60s")
    Duration timeout();

    /** How long a model may think before a streamed answer begins. */
    @WithDefault("20s")
    Duration firstTokenTimeout();

    /** How long a model may be silent in the middle of a streamed answer. */
    @WithDefault("15s")
    Duration idleTimeout();

    /** The servers, by any name. */
    Map<String, ProviderConfig> providers();

    /** The models that are asked, in this order, where one gives no answer that {@link #fallbacks} does not name. */
    Optional<List<String>> fallbackModels();

    /** The same for models whose names begin so; the longest beginning that fits counts. */
    Map<String, List<String>> fallbacks();

    /** The beginnings of the names of models that take pictures; no other is sent one. */
    List<String> seeing();

    /**
     * Prices by the beginning of a model's name, the longest that fits counts, and then by the day (UTC) from which they
     * hold, such as {@code spectrum.models.prices."gpt-4o"."2024-10-02".input=2.50}.
     */
    Map<String, Map<LocalDate, Price>> prices();

    /** For models that the table doesn't know, or not on that day: the worst price that there is, rather than none. */
    Price unknownModel();

    /** While Redis is away, the part of a day's limit that one process may let through by itself. */
    @WithDefault("0.05")
    double shareWithoutRedis();

    /** A server that has models. */
    interface ProviderConfig {

        @WithDefault("openai")
        Kind protocol();

        /** With the version, as in {@code https://api.openai.com/v1}. */
        String baseUrl();

        /** A provider that has models of its own is in use once it has a key. */
        Optional<String> apiKey();

        /** The beginnings of its models' names, the longest of all providers' counts; none: whatever the others have not. */
        Optional<List<String>> models();

        /** What is spoken with it. */
        enum Kind {
            OPENAI,
            ANTHROPIC
        }
    }

    /** US dollars for a million tokens. */
    interface Price {
        double input();

        double output();
    }
}
