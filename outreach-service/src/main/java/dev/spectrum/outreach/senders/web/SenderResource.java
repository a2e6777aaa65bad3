package dev.spectrum.outreach.senders.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Pause;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
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
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Senders are set up by admins: what they may send is what the company's name stands for. */
@Path("/api/v1/senders")
public class SenderResource {

    private final Senders senders;
    private final TenantRequest request;

    SenderResource(Senders senders, TenantRequest request) {
        this.senders = senders;
        this.request = request;
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<SenderView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> senders.list(after, page.fetch()))
                .map(found -> Page.of(found, page, sender -> sender.id().toString(), SenderView::of));
    }

    @POST
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> create(@Valid @NotNull SenderBody body) {
        SenderSettings settings = body.toSettings();
        return request.act(body, who -> {
            Sender sender =
                    new Sender(who.tenantId(), UuidCreator.getTimeOrderedEpoch(), settings, Optional.empty(), 0);
            return requireFreeAddress(settings, sender.id())
                    .chain(() -> senders.add(sender))
                    .replaceWith(() -> answer(Response.created(URI.create("/api/v1/senders/" + sender.id())), sender));
        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id)).map(sender -> answer(Response.ok(), sender));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull SenderBody body) {
        SenderSettings settings = body.toSettings();
        return request.run(who -> existing(id)
                        .invoke(sender -> EntityVersion.require(ifMatch, sender.version()))
                        .chain(() -> requireFreeAddress(settings, id))
                        .chain(() -> senders.change(id, settings)))
                .map(sender -> answer(Response.ok(), sender));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing(id)
                        .invoke(sender -> EntityVersion.require(ifMatch, sender.version()))
                        .chain(() -> senders.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    /** What it would send waits. */
    @POST
    @Path("/{id}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> pause(UUID id, @Valid @NotNull PauseBody body) {
        return request.act(
                body,
                who -> existing(id)
                        .chain(sender -> senders.pause(
                                id,
                                new Pause("paused-by-a-person", body.reason().strip(), Instant.now())))
                        .chain(() -> existing(id))
                        .map(sender -> answer(Response.ok(), sender)));
    }

    /** It sends again, whatever paused it. */
    @POST
    @Path("/{id}/resume")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> resume(UUID id) {
        return request.act(
                Map.of(),
                who -> existing(id)
                        .chain(sender -> senders.resume(id))
                        .chain(() -> existing(id))
                        .map(sender -> answer(Response.ok(), sender)));
    }

    record PauseBody(@NotBlank @Size(max = 500) String reason) {}

    private Uni<Void> requireFreeAddress(SenderSettings settings, UUID id) {
        return senders.withAddress(settings.channel(), settings.address())
                .invoke(taken -> {
                    if (taken.isPresent() && !taken.get().id().equals(id)) {
                        throw ProblemException.conflict(
                                "sender-exists", "There is a sender with this address already.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Sender> existing(UUID id) {
        return senders.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("sender")));
    }

    private static Response answer(Response.ResponseBuilder answer, Sender sender) {
        return answer.entity(SenderView.of(sender))
                .tag(EntityVersion.tag(sender.version()))
                .build();
    }
}
