package dev.spectrum.agent.prompts.web;

import dev.spectrum.agent.prompts.Prompts;
import dev.spectrum.agent.prompts.domain.Fault;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.runs.AnswerSchema;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.Problem;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/prompts")
public class PromptResource {

    private final Prompts prompts;
    private final ExistingPrompts existing;
    private final TenantRequest request;

    PromptResource(Prompts prompts, ExistingPrompts existing, TenantRequest request) {
        this.prompts = prompts;
        this.existing = existing;
        this.request = request;
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<PromptView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> prompts.list(after, page.fetch()))
                .map(found -> Page.of(found, page, prompt -> prompt.id().toString(), PromptView::of));
    }

    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull PromptBody body) {
        PromptDefinition definition = checked(body);
        return request.act(
                body,
                who -> prompts.add(who.tenantId(), definition, who.subject())
                        .map(prompt -> ExistingPrompts.answer(
                                Response.created(URI.create("/api/v1/prompts/" + prompt.id())), prompt)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing.find(id)).map(prompt -> ExistingPrompts.answer(Response.ok(), prompt));
    }

    /** Of a built-in prompt it makes the tenant's copy, under the same id. */
    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull PromptBody body) {
        PromptDefinition definition = checked(body);
        return request.run(who -> existing.hold(id, ifMatch)
                        .chain(prompt -> prompts.change(who.tenantId(), prompt, definition, who.subject())))
                .map(prompt -> ExistingPrompts.answer(Response.ok(), prompt));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing.hold(id, ifMatch)
                        .chain(prompt -> prompts.delete(who.tenantId(), prompt, who.subject())))
                .map(deleted -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/restore")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> restore(UUID id) {
        return request.act(
                null,
                who -> prompts.restore(who.tenantId(), id, who.subject())
                        .map(restored -> restored.orElseThrow(() -> ProblemException.notFound("deleted prompt")))
                        .map(prompt -> ExistingPrompts.answer(Response.ok(), prompt)));
    }

    private static PromptDefinition checked(PromptBody body) {
        PromptDefinition definition = body.toDefinition();
        List<Fault> faults = definition.faults();
        refuse(faults, Fault.Kind.INVALID, 400, "invalid", "The request is invalid");
        refuse(faults, Fault.Kind.WRONG_TYPE, 422, "wrong-type", "A value has the wrong type");
        Map<String, Object> schema = definition.settings().responseSchema();
        if (schema != null) {
            AnswerSchema.fault(schema).ifPresent(fault -> {
                throw ProblemException.invalid("/settings/response_schema", fault);
            });
        }
        return definition.complete();
    }

    private static void refuse(List<Fault> faults, Fault.Kind kind, int status, String code, String title) {
        List<Problem.FieldError> errors = faults.stream()
                .filter(fault -> fault.kind() == kind)
                .map(fault -> new Problem.FieldError(fault.pointer(), fault.detail()))
                .toList();
        if (!errors.isEmpty()) {
            throw ProblemException.of(status, code, title, errors);
        }
    }
}
