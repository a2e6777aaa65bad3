package dev.spectrum.gateway.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The mail server that messages are handed to. */
@ConfigMapping(prefix = "spectrum.email")
public interface EmailConfig {

    String host();

    int port();

    Optional<String> username();

    Optional<String> password();

    /** Whether the connection is encrypted from its beginning on (port 465). */
    @WithDefault("false")
    boolean tls();

    /** Whether it becomes encrypted later on (STARTTLS). */
    @WithDefault("optional")
    StartTls startTls();

    /** What is asked of a server's STARTTLS. */
    enum StartTls {
        DISABLED,
        OPTIONAL,
        REQUIRED
    }

    @WithDefault("5S")
    Duration connectTimeout();

    /** How long the server may be silent. */
    @WithDefault("15S")
    Duration silence();
}
