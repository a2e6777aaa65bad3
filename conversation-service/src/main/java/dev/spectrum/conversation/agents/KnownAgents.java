package dev.spectrum.conversation.agents;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.agents.domain.Tenant;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Agents and tenants that turns have read, in this process. They may be old: a turn opens only with the newest known versions,
 * and whoever finds out that these are not reads them again.
 */
@ApplicationScoped
public class KnownAgents {

    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofHours(1);

    private final Cache<Named, Agent> agents =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();
    private final Cache<UUID, Tenant> tenants =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    private record Named(UUID tenantId, String role) {}

    public Optional<TenantAgent> withRole(UUID tenantId, String role) {
        return Optional.ofNullable(agents.getIfPresent(new Named(tenantId, role)))
                .flatMap(agent -> Optional.ofNullable(tenants.getIfPresent(tenantId))
                        .map(tenant -> new TenantAgent(agent, tenant)));
    }

    public void keep(TenantAgent read) {
        agents.put(new Named(read.tenant().id(), read.agent().role()), read.agent());
        tenants.put(read.tenant().id(), read.tenant());
    }

    public void forgetAgent(UUID tenantId, String role) {
        agents.invalidate(new Named(tenantId, role));
    }

    public void forgetTenant(UUID tenantId) {
        tenants.invalidate(tenantId);
    }
}
