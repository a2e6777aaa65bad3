package dev.spectrum.gateway.tools;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of the catalogue is kept in memory, and for how long. */
@ConfigMapping(prefix = "spectrum.catalogue")
public interface CatalogueConfig {

    /** A tenant's tools are asked for anew after so long: as long may what changed at another replica go unseen here. */
    @WithDefault("2S")
    Duration keptFor();

    /** How many tools are kept in all, native ones not counted; tenants that have none of their own count as one. */
    @WithDefault("200000")
    long mostTools();
}
