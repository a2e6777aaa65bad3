package dev.spectrum.platform.limits;

import io.smallrye.config.ConfigMapping;

/** How many requests a tenant may make of each replica of this service. */
@ConfigMapping(prefix = "spectrum.requests")
interface RequestLimitsConfig {

    /** A minute, for tenants whose own limit is not known. */
    int perMinuteOtherwise();

    /** What part of a tenant's limit one replica gives: one divided by the number of replicas makes the limit exact. */
    double share();
}
