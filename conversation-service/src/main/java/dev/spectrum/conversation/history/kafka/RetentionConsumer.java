package dev.spectrum.conversation.history.kafka;

import dev.spectrum.conversation.history.Retention;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Reads the topic for itself, from its beginning: it was told of most tenants long before anybody asked here. */
@ApplicationScoped
public class RetentionConsumer {

    /** What agent-service gives new tenants; of events from before tenants could say. */
    private static final int DAYS_OTHERWISE = 90;

    private final EventConsumer events;
    private final Retention retention;

    RetentionConsumer(EventConsumer events, Retention retention) {
        this.events = events;
        this.retention = retention;
    }

    private record TenantChanged(@Nullable Integer runRetentionDays, long version) {}

    @Incoming("retention")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume("retention", message, Map.of("dev.spectrum.agent.tenant.changed.v1", this::keep));
    }

    private Uni<Void> keep(IncomingEvent event) {
        TenantChanged tenant = event.data(TenantChanged.class);
        return retention.keep(
                event.tenantId(),
                tenant.runRetentionDays() == null ? DAYS_OTHERWISE : tenant.runRetentionDays(),
                tenant.version());
    }
}
