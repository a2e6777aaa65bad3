package dev.spectrum.gateway.reach;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The way out of the company. */
@ConfigMapping(prefix = "spectrum.reach")
interface ReachConfig {

    /**
     * Hosts that may be called although they are not on the public Internet, {@code host} or {@code host:port}, exactly as
     * addresses name them. Every tenant's connections, upstreams and agents reach them.
     */
    Optional<Set<String>> exemptHosts();

    /** For each address of a host. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** At once, to each host. */
    @WithDefault("50")
    int connections();
}
