package dev.spectrum.gateway.calls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are remembered. */
@ConfigMapping(prefix = "spectrum.calls")
public interface CallsConfig {

    /** How long a call may take that reaches out. */
    @WithDefault("60S")
    Duration timeout();

    /**
     * A call that reaches out and has said nothing for so long has died with its process. Longer than any tool's own
     * timeout.
     */
    @WithDefault("90S")
    Duration givenUpAfter();

    /** A result that takes more bytes is shortened, and kept to be read on. */
    @WithDefault("65536")
    int longestResult();

    /** For how long the whole of such a result is kept. */
    @WithDefault("24H")
    Duration resultsKeptFor();

    /** How often the heads of the tenants' chains are published, where they have moved. */
    @WithDefault("60S")
    Duration headsToldEvery();
}
