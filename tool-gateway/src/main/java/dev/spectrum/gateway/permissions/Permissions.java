package dev.spectrum.gateway.permissions;

import dev.spectrum.gateway.permissions.domain.AgentChoice;
import dev.spectrum.gateway.permissions.domain.AgentHasPermission;
import dev.spectrum.gateway.permissions.domain.AgentIsThere;
import dev.spectrum.gateway.permissions.domain.ServiceIsConfigured;
import dev.spectrum.gateway.permissions.domain.ToolPolicy;
import dev.spectrum.gateway.permissions.domain.UserHasRight;
import dev.spectrum.gateway.permissions.domain.Who;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out what the policy has to look at, in the tenant's transaction: the agent as it is now, and the caller's rights. */
@ApplicationScoped
public class Permissions {

    private static final Pattern ROLE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private final Agents agents;

    Permissions(Agents agents) {
        this.agents = agents;
    }

    @Produces
    @Singleton
    static ToolPolicy policy(PermissionsConfig config) {
        return new ToolPolicy(List.of(
                new AgentIsThere(),
                new AgentHasPermission(),
                new UserHasRight(),
                new ServiceIsConfigured(config.services())));
    }

    public Uni<AgentChoice> agent(Optional<String> role) {
        if (role.isEmpty()) {
            return Uni.createFrom().item(new AgentChoice.None());
        }
        if (!ROLE.matcher(role.get()).matches()) {
            return Uni.createFrom().item(new AgentChoice.Unknown());
        }
        return agents.withRole(role.get())
                .map(found -> found.<AgentChoice>map(AgentChoice.Chosen::new).orElseGet(AgentChoice.Unknown::new));
    }

    public static Who who(Caller caller) {
        return caller.isService() ? new Who.Service(caller.name()) : new Who.User(caller.may(Role.MEMBER));
    }
}
