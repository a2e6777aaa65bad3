package dev.spectrum.gateway.connections;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the service and its clients can say, until it is closed. No test profile says so, because levels belong to
 * the process: the services of all other tests would be as loud.
 */
final class LoudLogs implements AutoCloseable {

    private static final List<String> LOUD = List.of(
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
            "io.smallrye.mutiny");

    private final Map<Logger, @Nullable Level> before = new HashMap<>();

    LoudLogs() {
        LOUD.stream().map(Logger::getLogger).forEach(logger -> {
            before.put(logger, logger.getLevel());
            logger.setLevel(Level.ALL);
        });
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
    }
}
