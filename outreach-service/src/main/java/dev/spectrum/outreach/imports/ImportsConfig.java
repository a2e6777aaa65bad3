package dev.spectrum.outreach.imports;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How files of leads are taken in. */
@ConfigMapping(prefix = "spectrum.imports")
public interface ImportsConfig {

    /** The largest file. Below the limit of request bodies, so that who sends a larger one is told. */
    @WithDefault("60M")
    MemorySize maxSize();

    /** Rows per transaction: what a failure costs, and how often progress shows. */
    @WithDefault("500")
    int batch();

    /** Batches that one replica writes at a time, whatever the number of imports: requests need connections too. */
    @WithDefault("2")
    int concurrency();

    /** How long a batch may take. Three times as long without one, and an import counts as lost with its process. */
    @WithDefault("60S")
    Duration batchTimeout();
}
