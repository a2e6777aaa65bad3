package dev.spectrum.gateway.connections.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The keys that credentials are kept with. */
@ConfigMapping(prefix = "spectrum.connections")
interface KeysetConfig {

    /** A file with a keyset in Tink's JSON, in clear: a mounted secret. Without one, no credentials are kept. */
    Optional<Path> keysetFile();

    /** Whether a file that is not there is made: for a developer's machine and for tests. */
    @WithDefault("false")
    boolean makeKeyset();
}
