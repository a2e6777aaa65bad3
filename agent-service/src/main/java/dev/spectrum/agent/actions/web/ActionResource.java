package dev.spectrum.agent.actions.web;

import dev.spectrum.agent.actions.Actions;
import dev.spectrum.agent.actions.CheckAction;
import dev.spectrum.agent.actions.domain.Action;
import dev.spectrum.agent.actions.domain.ActionDefinition;
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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/actions")
public class ActionResource {

    private final Actions actions;
    private final CheckAction checkAction;
    private final TenantRequest request;

    ActionResource(Actions actions, CheckAction checkAction, TenantRequest request) {
        this.actions = actions;
        this.checkAction = checkAction;
        this.request = request;
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<ActionView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> actions.list(after, page.fetch()))
                .map(found -> Page.of(found, page, action -> action.id().toString(), ActionView::of));
    }

    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull ActionBody body) {
        ActionDefinition definition = body.toDefinition();
        return request.act(
                body,
                who -> checkAction
                        .check(definition)
                        .chain(() -> actions.add(who.tenantId(), definition, who.subject()))
                        .map(action -> answer(Response.created(URI.create("/api/v1/actions/" + action.id())), action)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id)).map(action -> answer(Response.ok(), action));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull ActionBody body) {
        ActionDefinition definition = body.toDefinition();
        return request.run(who -> held(id, ifMatch)
                        .chain(() -> checkAction.check(definition))
                        .chain(() -> actions.change(id, definition, who.subject())))
                .map(action -> answer(Response.ok(), action));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> held(id, ifMatch).chain(() -> actions.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/restore")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> restore(UUID id) {
        return request.act(
                null,
                who -> actions.restore(id, who.subject())
                        .map(restored -> restored.orElseThrow(() -> ProblemException.notFound("deleted action")))
                        .map(action -> answer(Response.ok(), action)));
    }

    /** @param savedBy the subject of whoever saved it */
    @Schema(name = "ActionVersionView")
    record VersionView(long version, String savedBy, Instant savedAt, ActionView definition) {}

    @GET
    @Path("/{id}/versions")
    @RolesAllowed(Role.READ)
    public Uni<Page<VersionView>> versions(UUID id, @Valid @BeanParam PageRequest page) {
        long before = page.after(Long::parseLong).orElse(Long.MAX_VALUE);
        return request.run(who -> existing(id).chain(() -> actions.versions(id, before, page.fetch())))
                .map(found -> Page.of(
                        found,
                        page,
                        saved -> Long.toString(saved.version()),
                        saved -> new VersionView(
                                saved.version(),
                                saved.savedBy(),
                                saved.savedAt(),
                                ActionView.of(new Action(id, saved.definition(), saved.version())))));
    }

    private Uni<Action> existing(UUID id) {
        return actions.find(id).map(ActionResource::orNotFound);
    }

    /** To change it: without {@code If-Match} the last one wins, with it whoever read an older version loses. */
    private Uni<Action> held(UUID id, @Nullable String ifMatch) {
        return actions.hold(id)
                .map(ActionResource::orNotFound)
                .invoke(action -> EntityVersion.require(ifMatch, action.version()));
    }

    private static Action orNotFound(Optional<Action> found) {
        return found.orElseThrow(() -> ProblemException.notFound("action"));
    }

    private static Response answer(Response.ResponseBuilder answer, Action action) {
        return answer.entity(ActionView.of(action))
                .tag(EntityVersion.tag(action.version()))
                .build();
    }
}
