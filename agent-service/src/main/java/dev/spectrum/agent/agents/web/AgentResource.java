package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.Agents;
import dev.spectrum.agent.agents.RenderAgent;
import dev.spectrum.agent.agents.SaveAgent;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.platform.prompt.AgentPrompt;
import dev.spectrum.platform.prompt.RenderedPrompt;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/agents")
public class AgentResource {

    private final Agents agents;
    private final SaveAgent saveAgent;
    private final RenderAgent renderAgent;
    private final TenantRequest request;

    AgentResource(Agents agents, SaveAgent saveAgent, RenderAgent renderAgent, TenantRequest request) {
        this.agents = agents;
        this.saveAgent = saveAgent;
        this.renderAgent = renderAgent;
        this.request = request;
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<AgentView>> list(@Valid @BeanParam PageRequest page) {
        Optional<Agents.Place> after = page.after().map(AgentResource::place);
        return request.run(who -> agents.list(after, page.fetch()))
                .map(found -> Page.of(found, page, AgentResource::key, AgentView::of));
    }

    @POST
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> create(@Valid @NotNull AgentBody body) {
        AgentDefinition definition = checked(body);
        return request.act(
                body,
                who -> requireFreeRole(definition.role())
                        .chain(() -> saveAgent.add(who.tenantId(), definition))
                        .map(agent -> answer(Response.created(URI.create("/api/v1/agents/" + agent.id())), agent)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id)).map(agent -> answer(Response.ok(), agent));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull AgentBody body) {
        AgentDefinition definition = checked(body);
        return request.run(who -> existing(id)
                        .invoke(agent -> EntityVersion.require(ifMatch, agent.version()))
                        .call(agent -> agent.definition().role().equals(definition.role())
                                ? Uni.createFrom().voidItem()
                                : requireFreeRole(definition.role()))
                        .chain(() -> saveAgent.change(id, definition)))
                .map(agent -> answer(Response.ok(), agent));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing(id)
                        .invoke(agent -> EntityVersion.require(ifMatch, agent.version()))
                        .chain(() -> saveAgent.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    /** @param version the version to render; null for the current one, which is the only one kept for now */
    record RenderRequest(@Nullable Long version) {}

    /** The system prompt as a conversation that the caller starts now would have it. */
    @POST
    @Path("/{id}/render")
    @RolesAllowed(Role.READ)
    public Uni<RenderedPrompt> render(UUID id, @Nullable RenderRequest body) {
        return request.run(who -> existing(id)
                .invoke(agent -> requireVersion(agent, body))
                .chain(agent -> renderAgent.render(agent, user(who))));
    }

    private static void requireVersion(Agent agent, @Nullable RenderRequest body) {
        if (body != null && body.version() != null && body.version() != agent.version()) {
            throw ProblemException.notFound("version of this agent");
        }
    }

    private static AgentPrompt.User user(Caller who) {
        return new AgentPrompt.User(who.name(), who.role().map(Role::claim).orElse(""));
    }

    private static AgentDefinition checked(AgentBody body) {
        AgentDefinition definition = body.toDefinition();
        List<String> unknown = RenderAgent.unknownVariables(definition);
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(
                    "/system_prompt",
                    "Unknown variable " + String.join(", ", unknown) + "; there are: "
                            + String.join(
                                    ", ",
                                    AgentPrompt.VARIABLES.stream().sorted().toList()) + ".");
        }
        return definition;
    }

    private Uni<Void> requireFreeRole(String role) {
        return agents.hasRole(role)
                .invoke(taken -> {
                    if (taken) {
                        throw ProblemException.conflict("role-taken", "There is an agent with this role already.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Agent> existing(UUID id) {
        return agents.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("agent")));
    }

    private static Response answer(Response.ResponseBuilder answer, Agent agent) {
        return answer.entity(AgentView.of(agent))
                .tag(EntityVersion.tag(agent.version()))
                .build();
    }

    private static String key(Agent agent) {
        return agent.definition().position() + ":" + agent.id();
    }

    private static Agents.Place place(String key) {
        try {
            int colon = key.indexOf(':');
            return new Agents.Place(
                    Integer.parseInt(key.substring(0, colon)), UUID.fromString(key.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            throw ProblemException.invalid("?cursor", "Must be the `next` of an earlier page.");
        }
    }
}
