package dev.spectrum.outreach.imports;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How files of leads are taken in. */
@ConfigMapping(prefix = "spectrum.imports")
public interface ImportsConfig {

    /** The largest file, some two million rows. Below the limit of request bodies, so that who sends a larger one is told. */
    @WithDefault("400M")
    MemorySize maxSize();

    /** Files of one tenant that may wait or be under way: each is kept until it is read. */
    @WithDefault("10")
    int maxRunning();

    /** Rows per transaction: what a failure costs, how often progress shows, and how long others who add leads wait. */
    @WithDefault("2000")
    int batch();

    /** Imports that one replica works on at a time: requests need processors and connections too. */
    @WithDefault("2")
    int concurrency();

    /** How often a replica looks for imports whose worker died. Those that it took itself begin at once. */
    @WithDefault("5S")
    Duration poll();

    /** How long a batch may take. */
    @WithDefault("25S")
    Duration batchTimeout();

    /** Workers that may fail at the same place until an import counts as failed. */
    @WithDefault("5")
    int attempts();
}
