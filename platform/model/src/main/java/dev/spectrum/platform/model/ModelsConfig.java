package dev.spectrum.platform.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

/** How models are reached and what they cost. */
@ConfigMapping(prefix = "spectrum.models")
interface ModelsConfig {

    /** For agents that name no model. */
    String defaultModel();

    /** How long one call may take, from first to last. */
    @WithDefault("30s")
    Duration timeout();

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

    /** US dollars for a million tokens. */
    interface Price {
        double input();

        double output();
    }
}
