package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.Agents;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.Author;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The agent that a path names, or the problem that there is with it. Within the tenant's transaction. */
@ApplicationScoped
class ExistingAgents {

    private final Agents agents;

    ExistingAgents(Agents agents) {
        this.agents = agents;
    }

    Uni<Agent> find(UUID id) {
        return agents.find(id).map(ExistingAgents::orNotFound);
    }

    /** To change it: without {@code If-Match} the last one wins, with it whoever read an older revision loses. */
    Uni<Agent> hold(UUID id, @Nullable String ifMatch) {
        return agents.hold(id)
                .map(ExistingAgents::orNotFound)
                .invoke(agent -> EntityVersion.require(ifMatch, agent.revision()));
    }

    private static Agent orNotFound(Optional<Agent> found) {
        return found.orElseThrow(() -> ProblemException.notFound("agent"));
    }

    Uni<Void> claimRole(String role) {
        return agents.claimRole(role)
                .invoke(free -> {
                    if (!free) {
                        throw ProblemException.conflict(
                                "role-taken", "There is an agent with the role " + role + " already.");
                    }
                })
                .replaceWithVoid();
    }

    static Author author(Caller who) {
        return new Author(who.subject(), who.name());
    }

    static Response answer(Response.ResponseBuilder answer, Agent agent) {
        return answer.entity(AgentView.of(agent))
                .tag(EntityVersion.tag(agent.revision()))
                .build();
    }
}
