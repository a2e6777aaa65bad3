package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.AgentVersions;
import dev.spectrum.agent.agents.Agents;
import dev.spectrum.agent.agents.OrderAgents;
import dev.spectrum.agent.agents.RenderAgent;
import dev.spectrum.agent.agents.RetireAgent;
import dev.spectrum.agent.agents.SaveAgent;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.Label;
import dev.spectrum.platform.prompt.AgentPrompt;
import dev.spectrum.platform.prompt.PromptValue;
import dev.spectrum.platform.prompt.RenderedPrompt;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/agents")
public class AgentResource {

    private final Agents agents;
    private final ExistingAgents existing;
    private final AgentVersions versions;
    private final SaveAgent saveAgent;
    private final RetireAgent retireAgent;
    private final OrderAgents orderAgents;
    private final RenderAgent renderAgent;
    private final TenantRequest request;

    AgentResource(
            Agents agents,
            ExistingAgents existing,
            AgentVersions versions,
            SaveAgent saveAgent,
            RetireAgent retireAgent,
            OrderAgents orderAgents,
            RenderAgent renderAgent,
            TenantRequest request) {
        this.agents = agents;
        this.existing = existing;
        this.versions = versions;
        this.saveAgent = saveAgent;
        this.retireAgent = retireAgent;
        this.orderAgents = orderAgents;
        this.renderAgent = renderAgent;
        this.request = request;
    }

    /** @param deleted {@code true} lists those that were deleted, and can be restored */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<AgentView>> list(
            @QueryParam("deleted")
                    @DefaultValue("false")
                    @Pattern(regexp = "true|false", message = "must be true or false")
                    String deleted,
            @Valid @BeanParam PageRequest page) {
        Optional<Agents.Place> after = page.after(AgentResource::place);
        return request.run(who -> agents.list(deleted.equals("true"), after, page.fetch()))
                .map(found -> Page.of(found, page, AgentResource::key, AgentView::of));
    }

    @POST
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> create(@Valid @NotNull AgentBody body) {
        AgentDefinition definition = SoundTemplate.require(body.toDefinition());
        return request.act(
                body,
                who -> existing.claimRole(body.role())
                        .chain(() -> saveAgent.add(
                                who.tenantId(), body.toPresence(), definition, ExistingAgents.author(who)))
                        .map(agent -> ExistingAgents.answer(
                                Response.created(URI.create("/api/v1/agents/" + agent.id())), agent)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing.find(id)).map(agent -> ExistingAgents.answer(Response.ok(), agent));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull AgentBody body) {
        AgentDefinition definition = SoundTemplate.require(body.toDefinition());
        return request.run(who -> existing.hold(id, ifMatch)
                        .call(agent -> agent.role().equals(body.role())
                                ? Uni.createFrom().voidItem()
                                : existing.claimRole(body.role()))
                        .chain(agent ->
                                saveAgent.change(agent, body.toPresence(), definition, ExistingAgents.author(who))))
                .map(agent -> ExistingAgents.answer(Response.ok(), agent));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing.hold(id, ifMatch).chain(retireAgent::delete))
                .map(deleted -> Response.noContent().build());
    }

    /** Brings a deleted agent back as it was. One that lives stays as it is. */
    @POST
    @Path("/{id}/restore")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> restore(UUID id) {
        return request.act(
                null,
                who -> agents.holdDeleted(id)
                        .chain(deleted -> deleted.map(this::restore).orElseGet(() -> existing.find(id)))
                        .map(agent -> ExistingAgents.answer(Response.ok(), agent)));
    }

    private Uni<Agent> restore(Agent deleted) {
        return existing.claimRole(deleted.role()).chain(() -> retireAgent.restore(deleted));
    }

    /** @param ids the agents that come first, in this order; the others follow as they stood */
    record OrderBody(@NotNull @Size(max = 1000) List<@NotNull UUID> ids) {}

    /** Numbers the positions of all agents from 1 on. */
    @PUT
    @Path("/order")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> order(@Valid @NotNull OrderBody body) {
        return request.run(who -> agents.holdAll()
                        .invoke(held -> requireEachOnce(body.ids(), held))
                        .chain(held -> orderAgents.order(held, body.ids())))
                .map(done -> Response.noContent().build());
    }

    private static void requireEachOnce(List<UUID> ids, List<Agent> held) {
        Set<UUID> left = held.stream().map(Agent::id).collect(Collectors.toCollection(HashSet::new));
        List<FieldError> errors = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            if (!left.remove(ids.get(index))) {
                errors.add(new FieldError("/ids/" + index, "There is no such agent, or it was named before."));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    /**
     * Which version to render: by its number, or the one that a label points at; with neither, the one that the channels
     * run.
     */
    record RenderRequest(@Nullable Long version, @Nullable String label) {}

    /**
     * A prompt as a model gets it.
     *
     * @param missing variables that there is no value for; they left nothing in the text
     */
    record RenderView(long version, String text, List<PromptValue> variables, List<String> missing) {

        static RenderView of(long version, RenderedPrompt prompt) {
            return new RenderView(version, prompt.text(), prompt.variables(), prompt.missing());
        }
    }

    /** The system prompt as a conversation that the caller starts now would have it. */
    @POST
    @Path("/{id}/render")
    @RolesAllowed(Role.READ)
    public Uni<RenderView> render(UUID id, @Nullable RenderRequest body) {
        return request.run(who -> existing.find(id).chain(agent -> {
            long version = version(agent, body);
            return definition(agent, version)
                    .chain(definition -> renderAgent.render(definition, user(who)))
                    .map(prompt -> RenderView.of(version, prompt));
        }));
    }

    private static long version(Agent agent, @Nullable RenderRequest body) {
        Long version = body == null ? null : body.version();
        String label = body == null ? null : body.label();
        if (version != null && label != null) {
            throw ProblemException.invalid("/label", "Name a version or a label, not both.");
        }
        if (version != null) {
            return version;
        }
        return label == null
                ? agent.servedVersion()
                : agent.label(label).map(Label::version).orElseThrow(() -> noSuch("label", "/label"));
    }

    private Uni<AgentDefinition> definition(Agent agent, long version) {
        return versions.find(agent.id(), version)
                .map(found ->
                        found.orElseThrow(() -> noSuch("version", "/version")).definition());
    }

    private static ProblemException noSuch(String what, String pointer) {
        return ProblemException.of(
                404,
                "not-found",
                "Not found",
                List.of(new FieldError(pointer, "There is no such " + what + " of this agent.")));
    }

    private static AgentPrompt.User user(Caller who) {
        return new AgentPrompt.User(who.name(), who.role().map(Role::claim).orElse(""));
    }

    private static String key(Agent agent) {
        return agent.presence().position() + ":" + agent.id() + ":"
                + agent.definition().name();
    }

    private static Agents.Place place(String key) {
        String[] parts = key.split(":", 3);
        return new Agents.Place(Integer.parseInt(parts[0]), parts[2], UUID.fromString(parts[1]));
    }
}
