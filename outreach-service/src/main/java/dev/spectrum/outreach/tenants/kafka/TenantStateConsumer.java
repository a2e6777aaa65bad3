package dev.spectrum.outreach.tenants.kafka;

import dev.spectrum.outreach.accounts.Accounts;
import dev.spectrum.outreach.tenants.TenantProfiles;
import dev.spectrum.outreach.tenants.domain.TenantProfile;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Keeps the projection of tenants: what they are, and what they have paid for. */
@ApplicationScoped
class TenantStateConsumer {

    private static final String TENANT_CHANGED = "dev.spectrum.agent.tenant.changed.v1";

    private final EventConsumer events;
    private final TenantProfiles profiles;
    private final Accounts accounts;

    TenantStateConsumer(EventConsumer events, TenantProfiles profiles, Accounts accounts) {
        this.events = events;
        this.profiles = profiles;
        this.accounts = accounts;
    }

    private record TenantChanged(
            String name,
            @Nullable String subscriptionStatus,
            @Nullable Long credits,
            Company company,
            boolean deleted,
            long version) {}

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
                        tenant.version()))
                .chain(() -> accounts.keep(
                        event.tenantId(),
                        tenant.deleted()
                                ? "canceled"
                                : Objects.requireNonNullElse(tenant.subscriptionStatus(), "active"),
                        tenant.credits(),
                        tenant.version()));
    }
}
