package dev.spectrum.outreach.tenants.kafka;

import dev.spectrum.outreach.tenants.TenantProfiles;
import dev.spectrum.outreach.tenants.domain.TenantProfile;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Keeps the projection of tenants. */
@ApplicationScoped
class TenantStateConsumer {

    private static final String TENANT_CHANGED = "dev.spectrum.agent.tenant.changed.v1";

    private final EventConsumer events;
    private final TenantProfiles profiles;

    TenantStateConsumer(EventConsumer events, TenantProfiles profiles) {
        this.events = events;
        this.profiles = profiles;
    }

    private record TenantChanged(String name, Company company, boolean deleted, long version) {}

    private record Company(String name, String industry, Map<String, Object> icp) {}

    @Incoming("agent-state")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume("tenants", message, Map.of(TENANT_CHANGED, this::keep));
    }

    private Uni<Void> keep(IncomingEvent event) {
        TenantChanged tenant = event.data(TenantChanged.class);
        return profiles.keep(new TenantProfile(
                event.tenantId(),
                tenant.company().name(),
                tenant.company().industry(),
                tenant.company().icp(),
                tenant.deleted(),
                tenant.version()));
    }
}
