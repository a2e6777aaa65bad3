package dev.spectrum.gateway.calls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How much is let through. Each replica counts for itself. What a vendor allows is the connector's business. */
@ConfigMapping(prefix = "spectrum.calls.limits")
interface LimitsConfig {

    /** Calls of one tenant in a second, and after a pause as many at once. */
    @WithDefault("200")
    double tenantPerSecond();

    /** Calls of one tool by one tenant in a second. */
    @WithDefault("100")
    double toolPerSecond();

    /** The same for particular tools, by name. */
    Map<String, Double> perSecond();

    /** Calls of one tenant that are outside in one place (a connection, an upstream) at once. */
    @WithDefault("32")
    int outsideAtOnce();

    /** For how long a place is left alone where several calls in a row got no answer. */
    @WithDefault("15S")
    Duration pause();
}
