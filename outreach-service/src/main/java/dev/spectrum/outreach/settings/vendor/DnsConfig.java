package dev.spectrum.outreach.settings.vendor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Which DNS server is asked. */
@ConfigMapping(prefix = "spectrum.dns")
interface DnsConfig {

    /** {@code host:port}; the machine's own if left out. */
    Optional<String> server();

    /** How long it has to answer. */
    @WithDefault("3S")
    Duration timeout();
}
