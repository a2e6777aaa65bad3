package dev.spectrum.agent.shortcuts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.agent.actions.Actions;
import dev.spectrum.agent.prompts.Prompts;
import dev.spectrum.agent.shortcuts.Shortcut;
import dev.spectrum.agent.shortcuts.Shortcuts;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/shortcuts")
public class ShortcutResource {

    private final Shortcuts shortcuts;
    private final Prompts prompts;
    private final Actions actions;
    private final TenantRequest request;

    ShortcutResource(Shortcuts shortcuts, Prompts prompts, Actions actions, TenantRequest request) {
        this.shortcuts = shortcuts;
        this.prompts = prompts;
        this.actions = actions;
        this.request = request;
    }

    /** A shortcut as clients write it: a prompt or an action, and not both. */
    record ShortcutBody(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 200) String icon,

            @Nullable @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be a color such as #2563eb")
            String color,

            @Nullable Integer position,
            @Nullable UUID promptId,
            @Nullable UUID actionId) {

        Shortcut.Definition toDefinition() {
            if ((promptId == null) == (actionId == null)) {
                throw ProblemException.invalid(
                        promptId == null ? "/prompt_id" : "/action_id",
                        "A shortcut is for exactly one of prompt_id and action_id.");
            }
            return new Shortcut.Definition(
                    name,
                    Objects.requireNonNullElse(icon, ""),
                    Objects.requireNonNullElse(color, "#64748b"),
                    Objects.requireNonNullElse(position, 100),
                    promptId,
                    actionId);
        }
    }

    /** A shortcut as clients read it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ShortcutView(
            UUID id,
            String name,
            String icon,
            String color,
            int position,
            @Nullable UUID promptId,
            @Nullable UUID actionId,
            long version) {

        static ShortcutView of(Shortcut shortcut) {
            Shortcut.Definition definition = shortcut.definition();
            return new ShortcutView(
                    shortcut.id(),
                    definition.name(),
                    definition.icon(),
                    definition.color(),
                    definition.position(),
                    definition.promptId(),
                    definition.actionId(),
                    shortcut.version());
        }
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<ShortcutView>> list(@Valid @BeanParam PageRequest page) {
        Optional<Shortcuts.Place> after = page.after(ShortcutResource::place);
        return request.run(who -> shortcuts.list(after, page.fetch()))
                .map(found -> Page.of(
                        found,
                        page,
                        shortcut -> shortcut.definition().position() + ":" + shortcut.id(),
                        ShortcutView::of));
    }

    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull ShortcutBody body) {
        Shortcut.Definition definition = body.toDefinition();
        return request.act(
                body,
                who -> requireTarget(definition)
                        .chain(() -> shortcuts.add(who.tenantId(), definition))
                        .map(added -> answer(Response.created(URI.create("/api/v1/shortcuts/" + added.id())), added)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id)).map(shortcut -> answer(Response.ok(), shortcut));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull ShortcutBody body) {
        Shortcut.Definition definition = body.toDefinition();
        return request.run(who -> held(id, ifMatch)
                        .chain(() -> requireTarget(definition))
                        .chain(() -> shortcuts.change(id, definition)))
                .map(shortcut -> answer(Response.ok(), shortcut));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> held(id, ifMatch).chain(() -> shortcuts.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/restore")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> restore(UUID id) {
        return request.act(
                null,
                who -> shortcuts
                        .restore(id)
                        .map(restored -> restored.orElseThrow(() -> ProblemException.notFound("deleted shortcut")))
                        .map(shortcut -> answer(Response.ok(), shortcut)));
    }

    private Uni<Void> requireTarget(Shortcut.Definition definition) {
        return definition.promptId() != null
                ? prompts.find(definition.promptId())
                        .map(found -> found.orElseThrow(
                                () -> ProblemException.invalid("/prompt_id", "There is no such prompt.")))
                        .replaceWithVoid()
                : actions.find(Objects.requireNonNull(definition.actionId()))
                        .map(found -> found.orElseThrow(
                                () -> ProblemException.invalid("/action_id", "There is no such action.")))
                        .replaceWithVoid();
    }

    private Uni<Shortcut> existing(UUID id) {
        return shortcuts.find(id).map(ShortcutResource::orNotFound);
    }

    /** To change it: without {@code If-Match} the last one wins, with it whoever read an older version loses. */
    private Uni<Shortcut> held(UUID id, @Nullable String ifMatch) {
        return shortcuts
                .hold(id)
                .map(ShortcutResource::orNotFound)
                .invoke(shortcut -> EntityVersion.require(ifMatch, shortcut.version()));
    }

    private static Shortcut orNotFound(Optional<Shortcut> found) {
        return found.orElseThrow(() -> ProblemException.notFound("shortcut"));
    }

    private static Response answer(Response.ResponseBuilder answer, Shortcut shortcut) {
        return answer.entity(ShortcutView.of(shortcut))
                .tag(EntityVersion.tag(shortcut.version()))
                .build();
    }

    private static Shortcuts.Place place(String key) {
        int colon = key.indexOf(':');
        return new Shortcuts.Place(
                Integer.parseInt(key.substring(0, colon)), UUID.fromString(key.substring(colon + 1)));
    }
}
