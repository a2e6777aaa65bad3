package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.AgentVersions;
import dev.spectrum.agent.agents.LabelVersion;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.Author;
import dev.spectrum.agent.agents.domain.Label;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.Problem.FieldError;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Labels point at versions; the one called {@code production} decides what the channels run. */
@Path("/api/v1/agents/{id}/labels")
public class AgentLabelResource {

    private final ExistingAgents existing;
    private final AgentVersions versions;
    private final LabelVersion labelVersion;
    private final TenantRequest request;

    AgentLabelResource(
            ExistingAgents existing, AgentVersions versions, LabelVersion labelVersion, TenantRequest request) {
        this.existing = existing;
        this.versions = versions;
        this.labelVersion = labelVersion;
        this.request = request;
    }

    record LabelView(String label, long version, boolean isProtected, Author movedBy, Instant movedAt) {

        static LabelView of(String name, Label label) {
            return new LabelView(name, label.version(), label.isProtected(), label.movedBy(), label.movedAt());
        }
    }

    /**
     * @param version the one that the label is to point at
     * @param isProtected whether it takes an admin to move it; left out, it stays as it is, and a new label is protected if
     *     it is {@code production}
     */
    record LabelBody(@NotNull Long version, @Nullable Boolean isProtected) {}

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<LabelView>> list(UUID id, @Valid @BeanParam PageRequest page) {
        return request.run(who -> existing.find(id))
                .map(agent -> Page.ofAll(
                        agent.labels().entrySet(),
                        page,
                        Map.Entry::getKey,
                        label -> LabelView.of(label.getKey(), label.getValue())));
    }

    @GET
    @Path("/{label}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id, String label) {
        return request.run(who -> existing.find(id)).map(agent -> answer(agent, label));
    }

    @PUT
    @Path("/{label}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> put(
            UUID id, String label, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull LabelBody body) {
        LabelName.require(label);
        return request.run(who -> existing.hold(id, ifMatch)
                        .invoke(agent -> requireRight(who, agent, label, body))
                        .invoke(agent -> LabelName.requireRoom(agent, label))
                        .call(agent -> requireVersion(agent, body.version()))
                        .chain(agent -> labelVersion.point(
                                agent,
                                label,
                                body.version(),
                                isProtected(agent, label, body),
                                ExistingAgents.author(who))))
                .map(agent -> answer(agent, label));
    }

    private static boolean isProtected(Agent agent, String label, LabelBody body) {
        return body.isProtected() == null ? agent.isProtected(label) : body.isProtected();
    }

    private static void requireRight(Caller who, Agent agent, String label, LabelBody body) {
        requireRight(who, agent, label);
        if (isProtected(agent, label, body) != agent.isProtected(label) && !who.may(Role.ADMIN)) {
            throw forbidden("/is_protected", "It takes an admin to protect a label.");
        }
    }

    private static void requireRight(Caller who, Agent agent, String label) {
        if (agent.isProtected(label) && !who.may(Role.ADMIN)) {
            throw forbidden("/labels/" + label, "The label " + label + " is protected: it takes an admin to move it.");
        }
    }

    private static ProblemException forbidden(String pointer, String detail) {
        return ProblemException.of(403, "forbidden", "Not allowed", List.of(new FieldError(pointer, detail)));
    }

    private Uni<Void> requireVersion(Agent agent, long version) {
        return versions.find(agent.id(), version)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw ProblemException.invalid("/version", "There is no such version of this agent.");
                    }
                })
                .replaceWithVoid();
    }

    /** Without the label {@code production} the channels run the latest version. */
    @DELETE
    @Path("/{label}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, String label, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing.hold(id, ifMatch)
                        .invoke(agent -> label(agent, label))
                        .invoke(agent -> requireRight(who, agent, label))
                        .chain(agent -> labelVersion.remove(agent, label)))
                .map(agent -> Response.noContent().build());
    }

    private static Label label(Agent agent, String name) {
        return agent.label(name).orElseThrow(() -> ProblemException.notFound("label of this agent"));
    }

    private static Response answer(Agent agent, String name) {
        return Response.ok(LabelView.of(name, label(agent, name)))
                .tag(EntityVersion.tag(agent.revision()))
                .build();
    }
}
