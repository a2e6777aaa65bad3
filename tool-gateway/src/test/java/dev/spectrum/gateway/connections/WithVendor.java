package dev.spectrum.gateway.connections;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** With the connector of tests, and everything said aloud: JSON logs with the clients' debug categories, every span. */
public class WithVendor implements QuarkusTestProfile {

    static final String LOG = "target/connections.log";

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(VendorForTests.class, SpansForTests.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path", LOG,
                "quarkus.log.file.json.enabled", "true",
                "quarkus.log.file.rotation.max-file-size", "1G",
                "quarkus.log.file.level", "ALL",
                "quarkus.log.console.level", "INFO",
                "quarkus.log.min-level", "TRACE",
                "SPECTRUM_TRACE_RATIO", "1.0",
                "quarkus.otel.simple", "true"));
        for (String loud : Set.of(
                "dev.spectrum",
                "io.vertx",
                "io.netty",
                "org.hibernate.SQL",
                "org.hibernate.orm.jdbc.bind",
                "org.hibernate.validator",
                "org.hibernate.reactive",
                "org.jboss.resteasy.reactive",
                "io.quarkus.vertx.http",
                "com.networknt",
                "io.smallrye.mutiny")) {
            settings.put("quarkus.log.category.\"" + loud + "\".level", "TRACE");
        }
        return settings;
    }
}
