package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Author;
import dev.spectrum.agent.agents.domain.DefaultAgents;
import dev.spectrum.agent.tenants.NewTenantGift;
import dev.spectrum.agent.tenants.domain.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives every new tenant its first agents. */
@ApplicationScoped
class GiveDefaultAgents implements NewTenantGift {

    private final SaveAgent saveAgent;

    GiveDefaultAgents(SaveAgent saveAgent) {
        this.saveAgent = saveAgent;
    }

    @Override
    public Uni<Void> giveTo(Tenant tenant) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (DefaultAgents.Starter starter : DefaultAgents.all()) {
            done = done.chain(() -> saveAgent.add(tenant.id(), starter.presence(), starter.definition(), Author.SUITE))
                    .replaceWithVoid();
        }
        return done;
    }
}
