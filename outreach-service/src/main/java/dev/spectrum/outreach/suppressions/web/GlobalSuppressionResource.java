package dev.spectrum.outreach.suppressions.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.suppressions.GlobalSuppressions;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.tenant.TenantTransaction;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.quarkus.security.identity.SecurityIdentity;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Whom no tenant may contact: who runs the platform sees to it. */
@Path("/api/v1/suppressions/global")
public class GlobalSuppressionResource {

    private final GlobalSuppressions suppressions;
    private final TenantRequest request;
    private final TenantTransaction transaction;
    private final SecurityIdentity identity;

    GlobalSuppressionResource(
            GlobalSuppressions suppressions,
            TenantRequest request,
            TenantTransaction transaction,
            SecurityIdentity identity) {
        this.suppressions = suppressions;
        this.request = request;
        this.transaction = transaction;
        this.identity = identity;
    }

    /** Newest first. */
    @GET
    @RolesAllowed(Role.PLATFORM_ADMIN)
    public Uni<Page<SuppressionView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return transaction
                .run(Suppression.ALL_TENANTS, () -> suppressions.list(after, page.fetch()))
                .map(found -> Page.of(found, page, one -> one.id().toString(), SuppressionView::of));
    }

    /** 200 with the one that is there, where the same is suppressed already. */
    @POST
    @RolesAllowed(Role.PLATFORM_ADMIN)
    public Uni<Response> create(@Valid @NotNull SuppressionBody body) {
        Suppressed suppressed = body.toSuppressed();
        Suppression wanted = new Suppression(
                Suppression.ALL_TENANTS,
                UuidCreator.getTimeOrderedEpoch(),
                body.onChannel(),
                suppressed,
                Objects.requireNonNullElse(body.reason(), "added by hand"),
                Optional.empty(),
                subject(),
                Instant.now());
        return request.actForPlatform(
                body,
                () -> transaction
                        .run(Suppression.ALL_TENANTS, () -> suppressions.add(wanted))
                        .map(kept -> answer(kept, kept.id().equals(wanted.id()))));
    }

    /** A file as tenants have it, for all of them. */
    @POST
    @Path("/import")
    @Consumes("text/csv")
    @RolesAllowed(Role.PLATFORM_ADMIN)
    public Uni<Response> importFile(@QueryParam("channel") @Nullable String channel, String csv) {
        UploadedSuppressions upload = UploadedSuppressions.read(csv, channel);
        Instant now = Instant.now();
        List<Suppression> wanted = upload.file().entries().stream()
                .map(entry -> new Suppression(
                        Suppression.ALL_TENANTS,
                        UuidCreator.getTimeOrderedEpoch(),
                        upload.channel(),
                        entry.suppressed(),
                        entry.reason(),
                        Optional.empty(),
                        subject(),
                        now))
                .toList();
        return request.actForPlatform(
                List.of(upload.channel(), csv),
                () -> transaction
                        .run(Suppression.ALL_TENANTS, () -> suppressions.addAll(wanted))
                        .map(upload::answer));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.PLATFORM_ADMIN)
    public Uni<Response> delete(UUID id) {
        return transaction
                .run(
                        Suppression.ALL_TENANTS,
                        () -> suppressions
                                .find(id)
                                .map(found -> found.orElseThrow(() -> ProblemException.notFound("suppression")))
                                .chain(() -> suppressions.delete(id, subject())))
                .map(deleted -> Response.noContent().build());
    }

    private String subject() {
        return ((JsonWebToken) identity.getPrincipal()).getSubject();
    }

    private static Response answer(Suppression suppression, boolean added) {
        Response.ResponseBuilder answer =
                added ? Response.created(URI.create("/api/v1/suppressions/global/" + suppression.id())) : Response.ok();
        return answer.entity(SuppressionView.of(suppression)).build();
    }
}
