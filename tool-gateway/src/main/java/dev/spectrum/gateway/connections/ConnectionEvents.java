package dev.spectrum.gateway.connections;

import dev.spectrum.gateway.connections.domain.Status;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.UUID;

/** {@code connection.changed} and {@code connection.failing}. Neither credentials nor settings leave. */
final class ConnectionEvents {

    private static final String TOPIC = "spectrum.gateway.events";

    /** Why it fails. */
    enum Cause {
        REFUSED,
        EXPIRED
    }

    private record Changed(UUID id, String connector, String name, Status status, long version, boolean deleted) {}

    private record Failing(UUID id, String connector, String name, Cause cause, String detail) {}

    private ConnectionEvents() {}

    static OutgoingEvent changed(StoredConnection stored) {
        return changed(stored, false);
    }

    static OutgoingEvent deleted(StoredConnection stored) {
        return changed(stored, true);
    }

    static OutgoingEvent failing(StoredConnection stored, Cause cause) {
        return event(
                stored,
                "dev.spectrum.gateway.connection.failing.v1",
                new Failing(
                        stored.connection().id(),
                        stored.connection().connector(),
                        stored.connection().name(),
                        cause,
                        stored.statusReason()));
    }

    private static OutgoingEvent changed(StoredConnection stored, boolean deleted) {
        return event(
                stored,
                "dev.spectrum.gateway.connection.changed.v1",
                new Changed(
                        stored.connection().id(),
                        stored.connection().connector(),
                        stored.connection().name(),
                        stored.status(),
                        stored.connection().version(),
                        deleted));
    }

    private static OutgoingEvent event(StoredConnection stored, String type, Object data) {
        return new OutgoingEvent(
                TOPIC,
                type,
                stored.connection().tenantId(),
                stored.connection().id().toString(),
                data);
    }
}
