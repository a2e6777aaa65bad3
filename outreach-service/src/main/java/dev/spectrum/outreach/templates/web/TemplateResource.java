package dev.spectrum.outreach.templates.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.templates.Templates;
import dev.spectrum.outreach.templates.domain.TextTemplate;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Texts that are used again. */
@Path("/api/v1/templates")
public class TemplateResource {

    private final Templates templates;
    private final TenantRequest request;

    TemplateResource(Templates templates, TenantRequest request) {
        this.templates = templates;
        this.request = request;
    }

    /** Newest first. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<TemplateView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> templates.list(after, page.fetch()))
                .map(found -> Page.of(found, page, one -> one.id().toString(), TemplateView::of));
    }

    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull TemplateBody body) {
        return request.act(body, who -> {
            TextTemplate template = body.toTemplate(who.tenantId(), UuidCreator.getTimeOrderedEpoch(), 0);
            return requireName(template)
                    .chain(() -> templates.add(template))
                    .map(added -> answer(Response.created(URI.create("/api/v1/templates/" + template.id())), template));
        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id)).map(template -> answer(Response.ok(), template));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull TemplateBody body) {
        return request.run(who -> existing(id)
                .invoke(before -> EntityVersion.require(ifMatch, before.version()))
                .map(before -> body.toTemplate(who.tenantId(), id, before.version()))
                .call(this::requireName)
                .chain(templates::change)
                .map(changed -> answer(Response.ok(), changed)));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id) {
        return request.run(who -> existing(id).chain(() -> templates.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    private Uni<Void> requireName(TextTemplate template) {
        return templates
                .named(template.name())
                .invoke(found -> found.filter(other -> !other.id().equals(template.id()))
                        .ifPresent(other -> {
                            throw ProblemException.conflict("name-taken", "There is a template of that name.");
                        }))
                .replaceWithVoid();
    }

    private Uni<TextTemplate> existing(UUID id) {
        return templates.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("template")));
    }

    private static Response answer(Response.ResponseBuilder answer, TextTemplate template) {
        return answer.entity(TemplateView.of(template))
                .tag(EntityVersion.tag(template.version()))
                .build();
    }
}
