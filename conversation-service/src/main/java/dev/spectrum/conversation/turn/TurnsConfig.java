package dev.spectrum.conversation.turn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How far a turn may go. */
@ConfigMapping(prefix = "spectrum.turns")
public interface TurnsConfig {

    /** How often the model may ask for tools; after that it is asked once more, without tools, for an answer. */
    @WithDefault("8")
    int maxRounds();

    /** How long a turn may take, from first to last. */
    @WithDefault("60s")
    Duration deadline();

    /** How long one tool may take; the model is told if it takes longer. */
    @WithDefault("20s")
    Duration toolTimeout();

    /** How many tools of a round run at once. */
    @WithDefault("8")
    int parallelTools();

    /** How long a message waits for the answer to another one in its conversation. */
    @WithDefault("5m")
    Duration queuePatience();

    /** How long a process is taken to be alive after a sign of life; it gives one five times as often. */
    @WithDefault("15s")
    Duration lease();

    /** How many tools the model may ask for at once; it is told that the others were not called. */
    @WithDefault("64")
    int callsAtOnce();

    /** How often the model may make the same call with the same arguments. */
    @WithDefault("3")
    int sameCalls();

    /** How long an answer of the model may be; bounds what a call reserves from the budget. */
    @WithDefault("2048")
    int maxOutputTokens();

    /** How long an answer, or the arguments of a call, may be in characters: for servers that ignore the limit in tokens. */
    @WithDefault("100000")
    int answerCharacters();

    /** How much of a tool's result the model is shown, in characters. */
    @WithDefault("20000")
    int resultCharacters();

    /** How many messages of a conversation the model is reminded of. */
    @WithDefault("10")
    int contextMessages();

    /** How many tokens a model takes, by the beginning of its name; the longest that fits counts. */
    Map<String, Integer> windows();

    /** How many tokens a model takes whose name is not known. */
    @WithDefault("32000")
    int windowOtherwise();

    /** How long Redis remembers a context, and the agent. */
    @WithDefault("1h")
    Duration contextTtl();

    /** How long what happens in a turn may wait to be written where other replicas can read it. */
    @WithDefault("100ms")
    Duration journalPause();

    /** How long a turn waits for Redis before it goes to PostgreSQL instead. */
    @WithDefault("250ms")
    Duration cachePatience();
}
