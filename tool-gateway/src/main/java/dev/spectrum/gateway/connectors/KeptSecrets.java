package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Credentials;
import dev.spectrum.gateway.connections.domain.Connection;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Credentials as they are kept, and renewed in single flight: in this process one renewal at a time for each connection,
 * which all that need it wait for; among processes the first to keep its tokens wins, and the others take those.
 */
final class KeptSecrets {

    /** A vendor whose refresh tokens work once refuses the slower of two processes before the faster has kept its tokens. */
    private static final int LOOKS_FOR_ANOTHER = 5;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final Credentials credentials;
    private final ConcurrentMap<UUID, Uni<Renewed>> flights = new ConcurrentHashMap<>();

    KeptSecrets(Credentials credentials) {
        this.credentials = credentials;
    }

    Used of(Connection connection) {
        return new Used(connection);
    }

    /** Those of one call. */
    final class Used implements SecretSource {

        /** As the call knows it: what it says of its credentials holds for no others. */
        private volatile Connection connection;

        private Used(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        @Override
        public Uni<ObjectNode> reveal() {
            return credentials.reveal(connection);
        }

        @Override
        public Uni<ObjectNode> renew(ObjectNode used, Renewal renewal) {
            return flights.computeIfAbsent(
                            connection.id(),
                            id -> onOwnContext(() -> renewOnce(connection, used, renewal))
                                    .onTermination()
                                    .invoke(() -> flights.remove(id))
                                    .memoize()
                                    .indefinitely())
                    .invoke(renewed -> connection = renewed.connection())
                    .map(Renewed::secrets);
        }

        @Override
        public Uni<Void> failing(String reason) {
            return credentials.failing(connection, reason);
        }
    }

    /** @param connection in the version that has these */
    private record Renewed(Connection connection, ObjectNode secrets) {

        @Override
        public String toString() {
            return connection.toString();
        }
    }

    /** A flight belongs to no single call: one that hangs up takes nobody's tokens away. */
    private static <T> Uni<T> onOwnContext(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Runnable flight = () -> Uni.createFrom().deferred(work).subscribe().with(emitter::complete, emitter::fail);
            Context context = Vertx.currentContext();
            if (context == null) {
                flight.run();
            } else {
                Context own = VertxContext.createNewDuplicatedContext(context);
                VertxContextSafetyToggle.setContextSafe(own, true);
                own.runOnContext(ignored -> flight.run());
            }
        });
    }

    private Uni<Renewed> renewOnce(Connection connection, ObjectNode used, SecretSource.Renewal renewal) {
        return renewedSecrets(connection, used, renewal)
                .chain(secrets -> latest(connection).map(latest -> new Renewed(latest, secrets)));
    }

    private Uni<ObjectNode> renewedSecrets(Connection connection, ObjectNode used, SecretSource.Renewal renewal) {
        return latest(connection)
                .chain(latest -> credentials.reveal(latest).chain(held -> {
                    if (haveChanged(used, held)) {
                        return Uni.createFrom().item(held);
                    }
                    return renewal.of(held)
                            .chain(renewed -> keep(latest, renewed))
                            .onFailure(SecretSource.TokenRefused.class)
                            .recoverWithUni(refused -> another(latest, used, refused, LOOKS_FOR_ANOTHER));
                }));
    }

    /** Whoever called may hold a version that is no more. */
    private Uni<Connection> latest(Connection connection) {
        return credentials
                .active(connection.tenantId())
                .map(active -> active.stream()
                        .filter(known -> known.id().equals(connection.id()))
                        .findFirst()
                        .orElse(connection));
    }

    private Uni<ObjectNode> keep(Connection connection, ObjectNode renewed) {
        return credentials
                .refreshed(connection, renewed)
                .chain(won -> won ? Uni.createFrom().item(renewed) : credentials.reveal(connection));
    }

    private Uni<ObjectNode> another(Connection connection, ObjectNode used, Throwable refused, int looks) {
        return credentials.reveal(connection).chain(held -> {
            if (haveChanged(used, held)) {
                return Uni.createFrom().item(held);
            } else if (looks == 0) {
                return Uni.createFrom().failure(refused);
            }
            var here = VendorCall.thisContext();
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(BETWEEN_LOOKS)
                    .emitOn(here)
                    .chain(() -> another(connection, used, refused, looks - 1));
        });
    }

    private static boolean haveChanged(ObjectNode used, ObjectNode held) {
        return !held.path("access_token").equals(used.path("access_token"));
    }
}
