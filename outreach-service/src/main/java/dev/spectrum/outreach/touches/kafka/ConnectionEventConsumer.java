package dev.spectrum.outreach.touches.kafka;

import dev.spectrum.outreach.touches.FollowConnection;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Whether the connections that senders send through work. */
@ApplicationScoped
class ConnectionEventConsumer {

    private final EventConsumer events;
    private final FollowConnection follow;

    ConnectionEventConsumer(EventConsumer events, FollowConnection follow) {
        this.events = events;
        this.follow = follow;
    }

    private record Failing(UUID id, @Nullable String detail) {}

    private record Changed(
            UUID id, @Nullable String status, @Nullable Boolean deleted) {}

    @Incoming("gateway-events")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume(
                "connections",
                message,
                Map.of(
                        "dev.spectrum.gateway.connection.failing.v1",
                        this::failing,
                        "dev.spectrum.gateway.connection.changed.v1",
                        this::changed));
    }

    private Uni<Void> failing(IncomingEvent event) {
        Failing failing = event.data(Failing.class);
        return follow.failing(failing.id(), Objects.requireNonNullElse(failing.detail(), "the gateway says so."));
    }

    private Uni<Void> changed(IncomingEvent event) {
        Changed changed = event.data(Changed.class);
        if (Boolean.TRUE.equals(changed.deleted())) {
            return follow.failing(changed.id(), "it was deleted.");
        }
        return "working".equals(changed.status())
                ? follow.working(changed.id())
                : Uni.createFrom().voidItem();
    }
}
