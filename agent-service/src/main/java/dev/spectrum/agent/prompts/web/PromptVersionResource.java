package dev.spectrum.agent.prompts.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.prompts.Prompts;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.versions.DiffView;
import dev.spectrum.agent.versions.FieldChange;
import dev.spectrum.agent.versions.Saved;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a prompt was, and which of its versions are called what. */
@Path("/api/v1/prompts/{id}")
public class PromptVersionResource {

    private static final String LABEL = "[a-z0-9][a-z0-9_-]{0,62}";
    /** Only an admin moves it: what runs under it is what customers get. */
    private static final String PROTECTED = "production";

    private final Prompts prompts;
    private final ExistingPrompts existing;
    private final TenantRequest request;
    private final ObjectMapper json;

    PromptVersionResource(Prompts prompts, ExistingPrompts existing, TenantRequest request, ObjectMapper json) {
        this.prompts = prompts;
        this.existing = existing;
        this.request = request;
        this.json = json;
    }

    /** @param savedBy the subject of whoever saved it; blank for a built-in one */
    @Schema(name = "PromptVersionView")
    record VersionView(long version, String savedBy, Instant savedAt, PromptView definition) {}

    @GET
    @Path("/versions")
    @RolesAllowed(Role.READ)
    public Uni<Page<VersionView>> versions(UUID id, @Valid @BeanParam PageRequest page) {
        long before = page.after(Long::parseLong).orElse(Long.MAX_VALUE);
        return request.run(who -> existing.find(id).chain(prompt -> prompts.versions(prompt, before, page.fetch())))
                .map(found -> Page.of(found, page, saved -> Long.toString(saved.version()), saved -> view(id, saved)));
    }

    @GET
    @Path("/versions/{version}")
    @RolesAllowed(Role.READ)
    public Uni<VersionView> version(UUID id, long version) {
        return request.run(who -> existing.find(id).chain(prompt -> prompts.versions(prompt, version + 1, 1)))
                .map(found -> found.stream()
                        .filter(saved -> saved.version() == version)
                        .findFirst()
                        .map(saved -> view(id, saved))
                        .orElseThrow(() -> ProblemException.notFound("version of this prompt")));
    }

    private static VersionView view(UUID id, Saved<PromptDefinition> saved) {
        Prompt then = new Prompt(
                id, saved.definition(), saved.version(), saved.savedBy().isEmpty());
        return new VersionView(saved.version(), saved.savedBy(), saved.savedAt(), PromptView.of(then));
    }

    @GET
    @Path("/versions/{from}/diff/{to}")
    @RolesAllowed(Role.READ)
    public Uni<DiffView> diff(UUID id, long from, long to) {
        return request.run(who -> existing.find(id)
                .chain(prompt -> existing.version(prompt, from)
                        .chain(before -> existing.version(prompt, to)
                                .map(after -> new DiffView(
                                        from, to, FieldChange.between(written(before), written(after)))))));
    }

    /** As clients write it, so that they know the pointers. */
    private JsonNode written(PromptDefinition definition) {
        return json.valueToTree(PromptBody.of(definition));
    }

    /** Saves what a version says once more, as the latest. */
    @POST
    @Path("/versions/{version}/rollback")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> rollBack(UUID id, long version, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.act(
                null,
                who -> existing.hold(id, ifMatch)
                        .chain(prompt -> existing.version(prompt, version)
                                .chain(then -> prompts.change(who.tenantId(), prompt, then, who.subject())))
                        .map(prompt -> ExistingPrompts.answer(Response.ok(), prompt)));
    }

    @GET
    @Path("/labels")
    @RolesAllowed(Role.READ)
    public Uni<Page<Prompts.Label>> labels(UUID id, @Valid @BeanParam PageRequest page) {
        return request.run(who -> existing.find(id).chain(prompt -> prompts.labels(id)))
                .map(labels -> Page.ofAll(labels, page, Prompts.Label::label, label -> label));
    }

    @GET
    @Path("/labels/{label}")
    @RolesAllowed(Role.READ)
    public Uni<Prompts.Label> label(UUID id, String label) {
        return request.run(who -> existing.find(id).chain(prompt -> prompts.labels(id)))
                .map(labels -> labels.stream()
                        .filter(known -> known.label().equals(label))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("label of this prompt")));
    }

    @Schema(name = "PromptLabelBody")
    record LabelBody(@NotNull @Min(0) Long version) {}

    @PUT
    @Path("/labels/{label}")
    @RolesAllowed(Role.WRITE)
    public Uni<Prompts.Label> put(
            UUID id,
            @Pattern(regexp = LABEL, message = "must be lower-case letters, digits, - and _") String label,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull LabelBody body) {
        return request.run(who -> {
            requireRight(who, label);
            return existing.hold(id, ifMatch)
                    .chain(prompt -> prompts.version(prompt, body.version()))
                    .map(found -> found.orElseThrow(
                            () -> ProblemException.invalid("/version", "The prompt has no such version.")))
                    .chain(() -> prompts.label(who.tenantId(), id, label, body.version(), who.subject()));
        });
    }

    @DELETE
    @Path("/labels/{label}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, String label, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> {
                    requireRight(who, label);
                    return existing.hold(id, ifMatch).chain(prompt -> prompts.unlabel(id, label));
                })
                .map(deleted -> {
                    if (!deleted) {
                        throw ProblemException.notFound("label of this prompt");
                    }
                    return Response.noContent().build();
                });
    }

    private static void requireRight(Caller who, String label) {
        if (label.equals(PROTECTED) && !who.may(Role.ADMIN)) {
            throw ProblemException.of(
                    403,
                    "label-protected",
                    "Not allowed",
                    List.of(new Problem.FieldError("/label", "Only an admin may move the label " + PROTECTED + ".")));
        }
    }
}
