package dev.spectrum.outreach.suppressions.web;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.Suppress;
import dev.spectrum.outreach.suppressions.Suppressions;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every member may see to it that somebody is left alone; only admins may lift it. */
@Path("/api/v1/suppressions")
public class SuppressionResource {

    private static final int PAGE = 1_000;

    private final Suppressions suppressions;
    private final Suppress suppress;
    private final TenantRequest request;

    SuppressionResource(Suppressions suppressions, Suppress suppress, TenantRequest request) {
        this.suppressions = suppressions;
        this.suppress = suppress;
        this.request = request;
    }

    /** Newest first. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<SuppressionView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> suppressions.list(after, page.fetch()))
                .map(found -> Page.of(found, page, one -> one.id().toString(), SuppressionView::of));
    }

    /** A file with an address or a domain, or a phone number, in each line, and a reason after it, if there is one. */
    @POST
    @Path("/import")
    @Consumes("text/csv")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> importFile(@QueryParam("channel") @Nullable String channel, String csv) {
        UploadedSuppressions upload = UploadedSuppressions.read(csv, channel);
        return request.act(
                List.of(upload.channel(), csv),
                who -> suppress.suppress(who.tenantId(), upload.channel(), upload.file(), who.subject())
                        .map(upload::answer));
    }

    /** All of a channel, newest first, as they can be imported again. */
    @GET
    @Path("/export")
    @Produces("text/csv")
    @RolesAllowed(Role.READ)
    public Uni<Response> export(@QueryParam("channel") @Nullable String channel) {
        Channel wanted = UploadedSuppressions.channel(channel);
        return request.run(who ->
                        export(wanted, Optional.empty(), new StringBuilder("value,reason,created_by,created_at\n")))
                .map(csv -> Response.ok(csv.toString())
                        .header("Content-Disposition", "attachment; filename=\"suppressions.csv\"")
                        .build());
    }

    private Uni<StringBuilder> export(Channel channel, Optional<UUID> after, StringBuilder csv) {
        return suppressions.list(after, PAGE).chain(page -> {
            page.stream()
                    .filter(one -> one.channel() == channel)
                    .forEach(one -> csv.append(cell(one.suppressed().value()))
                            .append(',')
                            .append(cell(one.reason()))
                            .append(',')
                            .append(cell(one.createdBy()))
                            .append(',')
                            .append(one.createdAt())
                            .append('\n'));
            return page.size() < PAGE
                    ? Uni.createFrom().item(csv)
                    : export(channel, Optional.of(page.getLast().id()), csv);
        });
    }

    /** Text that a spreadsheet does not take for a formula. */
    private static String cell(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<SuppressionView> get(UUID id) {
        return request.run(who -> existing(id)).map(SuppressionView::of);
    }

    /** 200 with the one that is there, where the same is suppressed already. */
    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull SuppressionBody body) {
        Suppressed suppressed = body.toSuppressed();
        return request.act(
                body,
                who -> suppress.suppress(
                                who.tenantId(),
                                body.onChannel(),
                                suppressed,
                                Objects.requireNonNullElse(body.reason(), "added by hand"),
                                who.subject())
                        .map(SuppressionResource::answer));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> delete(UUID id) {
        return request.run(who -> existing(id).chain(() -> suppressions.delete(id, who.subject())))
                .map(deleted -> Response.noContent().build());
    }

    private Uni<Suppression> existing(UUID id) {
        return suppressions.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("suppression")));
    }

    private static Response answer(Suppress.Result result) {
        Suppression suppression = result.suppression();
        Response.ResponseBuilder answer = result.added()
                ? Response.created(URI.create("/api/v1/suppressions/" + suppression.id()))
                : Response.ok();
        return answer.entity(SuppressionView.of(suppression)).build();
    }
}
