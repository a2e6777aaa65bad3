package dev.spectrum.gateway.connectors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where connectors come from, besides those that are built in. */
@ConfigMapping(prefix = "spectrum.connectors")
public interface ConnectorsConfig {

    /** A folder of connector files; one of a built-in connector's name takes its place. */
    Optional<Path> folder();

    /** How often the folder is looked at. */
    @WithDefault("2S")
    Duration lookEvery();
}
