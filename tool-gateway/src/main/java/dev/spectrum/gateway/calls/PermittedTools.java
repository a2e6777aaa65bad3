package dev.spectrum.gateway.calls;

import dev.spectrum.gateway.permissions.Permissions;
import dev.spectrum.gateway.permissions.domain.AgentChoice;
import dev.spectrum.gateway.permissions.domain.ToolPolicy;
import dev.spectrum.gateway.permissions.domain.ToolUse;
import dev.spectrum.gateway.tools.Catalogue;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Lists the tools that a call would be permitted for: the same policy decides both. */
@ApplicationScoped
public class PermittedTools {

    private final TenantTransaction transaction;
    private final Catalogue catalogue;
    private final Permissions permissions;
    private final ToolPolicy policy;

    PermittedTools(TenantTransaction transaction, Catalogue catalogue, Permissions permissions, ToolPolicy policy) {
        this.transaction = transaction;
        this.catalogue = catalogue;
        this.permissions = permissions;
        this.policy = policy;
    }

    /**
     * In the order of their names; without {@code find_tools}, which finds nothing that is not here.
     *
     * @param agentRole the agent on whose behalf; empty for the caller alone
     * @return empty if there is no such agent, or it is disabled
     */
    public Uni<Optional<List<CatalogueTool>>> list(Caller caller, Optional<String> agentRole) {
        return catalogue
                .all(caller.tenantId())
                .chain(tools -> agent(caller, agentRole)
                        .map(agent ->
                                isThere(agent) ? Optional.of(permitted(tools, caller, agent)) : Optional.empty()));
    }

    private Uni<AgentChoice> agent(Caller caller, Optional<String> role) {
        return role.isEmpty()
                ? Uni.createFrom().item(new AgentChoice.None())
                : transaction.run(caller.tenantId(), () -> permissions.agent(role));
    }

    private static boolean isThere(AgentChoice choice) {
        return switch (choice) {
            case AgentChoice.None() -> true;
            case AgentChoice.Chosen(var agent) -> agent.enabled();
            case AgentChoice.Unknown() -> false;
        };
    }

    private List<CatalogueTool> permitted(Collection<CatalogueTool> tools, Caller caller, AgentChoice agent) {
        return tools.stream()
                .filter(tool -> isPermitted(tool.definition(), caller, agent))
                .filter(tool -> !tool.definition().name().equals(FindTools.NAME))
                .toList();
    }

    private boolean isPermitted(ToolDefinition tool, Caller caller, AgentChoice agent) {
        ToolUse use = new ToolUse(tool.name(), tool.tags(), tool.access(), Permissions.who(caller), agent);
        return policy.refuses(use).isEmpty();
    }
}
