package dev.spectrum.platform.limits;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** How many requests a tenant may make of each replica of this service. */
@ConfigMapping(prefix = "spectrum.requests")
interface RequestLimitsConfig {

    /** By tier. */
    Map<String, Limit> tiers();

    /** For tenants whose tier is not known, or has no limit of its own. */
    Limit otherwise();

    interface Limit {

        /** For as long as anybody wants. */
        int perSecond();

        /** At once, after a pause. */
        int burst();
    }
}
