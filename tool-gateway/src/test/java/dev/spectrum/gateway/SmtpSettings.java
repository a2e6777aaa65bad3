package dev.spectrum.gateway;

import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Where the service under test looks for its mail server: a port that {@link MailForTests} listens on, and short patience. */
public class SmtpSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "SPECTRUM_SMTP_HOST",
                "127.0.0.1",
                "SPECTRUM_SMTP_PORT",
                Integer.toString(TemporaryServer.freePort()),
                "spectrum.email.silence",
                "2S",
                "dev.spectrum.gateway.email.vendor.SmtpTransport/send/Timeout/value",
                "4",
                "dev.spectrum.gateway.email.vendor.SmtpTransport/send/CircuitBreaker/delay",
                "1");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
