package dev.spectrum.gateway.connections;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** With the connector of tests, a log of all that is said, in JSON, and every span. */
public class WithVendor implements QuarkusTestProfile {

    static final String LOG = "target/connections.log";

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(VendorForTests.class, SpansForTests.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path", LOG,
                "quarkus.log.file.json.enabled", "true",
                "quarkus.log.file.rotation.max-file-size", "1G",
                "quarkus.log.file.level", "ALL",
                "quarkus.log.console.level", "INFO",
                "SPECTRUM_TRACE_RATIO", "1.0",
                "quarkus.otel.simple", "true");
    }
}
