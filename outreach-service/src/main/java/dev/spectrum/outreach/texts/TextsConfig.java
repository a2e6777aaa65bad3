package dev.spectrum.outreach.texts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How agents are asked for texts. */
@ConfigMapping(prefix = "spectrum.texts")
public interface TextsConfig {

    /** False for a replica that asks no agent. */
    @WithDefault("true")
    boolean enabled();

    /** How often a replica looks for touches that wait for their text. */
    @WithDefault("500MS")
    Duration poll();

    /** Texts that one replica has written at a time. */
    @WithDefault("8")
    int concurrency();

    /** How long an agent has to answer. */
    @WithDefault("1M")
    Duration timeout();

    /** For how long a replica has a touch to itself: longer than the agent has to answer. A dead one is replaced after it. */
    @WithDefault("2M")
    Duration lease();

    /** How often an agent is asked for one text before its touch is skipped; with the pauses below, over about half an hour. */
    @WithDefault("8")
    int attempts();

    @WithDefault("10S")
    Duration firstPause();

    @WithDefault("10M")
    Duration longestPause();
}
