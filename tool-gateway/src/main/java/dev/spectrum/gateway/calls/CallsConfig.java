package dev.spectrum.gateway.calls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are remembered. */
@ConfigMapping(prefix = "spectrum.calls")
public interface CallsConfig {

    /**
     * A call that reaches out and has said nothing for so long has died with its process. Longer than any tool's own
     * timeout.
     */
    @WithDefault("90S")
    Duration givenUpAfter();

    /** For how long a repeat is known as one. */
    @WithDefault("30D")
    Duration repeatsKnownFor();
}
