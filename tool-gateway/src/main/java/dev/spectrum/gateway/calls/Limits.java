package dev.spectrum.gateway.calls;

import dev.spectrum.gateway.calls.domain.Gate;
import dev.spectrum.gateway.calls.domain.Pace;
import dev.spectrum.gateway.tools.ToolException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Holds each tenant to what it may do at a time, so that none takes what others need. */
@ApplicationScoped
class Limits {

    private final LimitsConfig config;
    private final Vertx vertx;
    private final Map<UUID, Pace> ofTenants = new ConcurrentHashMap<>();
    private final Map<OfTenant, Pace> ofTools = new ConcurrentHashMap<>();
    private final Map<OfTenant, Gate> outside = new ConcurrentHashMap<>();

    /** @param name of a tool, or of a place outside */
    private record OfTenant(UUID tenantId, String name) {}

    Limits(LimitsConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(TimeUnit.MINUTES.toMillis(1), timer -> forgetIdle());
    }

    /**
     * Takes one call of what the tenant has, and of what it has of this tool.
     *
     * @throws ToolException that says when there is one again
     */
    void requirePace(UUID tenantId, String tool) {
        long now = System.nanoTime();
        double perSecond = config.perSecond().getOrDefault(tool, config.toolPerSecond());
        require(
                ofTools.computeIfAbsent(new OfTenant(tenantId, tool), id -> new Pace(perSecond, now))
                        .take(now),
                "Too many calls of this tool at once");
        require(
                ofTenants
                        .computeIfAbsent(tenantId, id -> new Pace(config.tenantPerSecond(), now))
                        .take(now),
                "Too many calls at once");
    }

    private static void require(long waitNanos, String what) {
        if (waitNanos > 0) {
            throw ToolException.retryable(
                    "rate-limited", what + ": try again in " + inWords(Duration.ofNanos(waitNanos)) + ".");
        }
    }

    /**
     * Lets a call through to a place outside.
     *
     * @throws ToolException that says when to try again
     */
    Gate.Visit enter(UUID tenantId, String place) {
        Gate gate = outside.computeIfAbsent(
                new OfTenant(tenantId, place),
                id -> new Gate(config.outsideAtOnce(), config.pause(), System::nanoTime));
        return switch (gate.enter()) {
            case Gate.Visit visit -> visit;
            case Gate.Full() ->
                throw ToolException.retryable(
                        "rate-limited", "Too many calls are under way there: try again in 1 second.");
            case Gate.Shut(Duration another) ->
                throw ToolException.retryable(
                        "left-alone",
                        "It failed to answer several times and is left alone: try again in " + inWords(another) + ".");
        };
    }

    private static String inWords(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return seconds == 1 ? "1 second" : seconds + " seconds";
    }

    private void forgetIdle() {
        long now = System.nanoTime();
        ofTenants.values().removeIf(pace -> pace.isIdle(now));
        ofTools.values().removeIf(pace -> pace.isIdle(now));
        outside.values().removeIf(Gate::isIdle);
    }
}
