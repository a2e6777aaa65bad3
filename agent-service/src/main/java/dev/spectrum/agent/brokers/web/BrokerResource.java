package dev.spectrum.agent.brokers.web;

import dev.spectrum.agent.brokers.Broker;
import dev.spectrum.agent.brokers.Brokers;
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

@Path("/api/v1/brokers")
public class BrokerResource {

    private final Brokers brokers;
    private final TenantRequest request;

    BrokerResource(Brokers brokers, TenantRequest request) {
        this.brokers = brokers;
        this.request = request;
    }

    record BrokerBody(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 2000) String description) {

        @Override
        public String description() {
            return Objects.requireNonNullElse(description, "");
        }
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<Broker>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> brokers.list(after, page.fetch()))
                .map(found -> Page.of(found, page, broker -> broker.id().toString(), broker -> broker));
    }

    @POST
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull BrokerBody body) {
        return request.act(
                body,
                who -> brokers.add(who.tenantId(), body.name(), body.description())
                        .map(broker -> answer(Response.created(URI.create("/api/v1/brokers/" + broker.id())), broker)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id)).map(broker -> answer(Response.ok(), broker));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull BrokerBody body) {
        return request.run(who -> held(id, ifMatch).chain(() -> brokers.change(id, body.name(), body.description())))
                .map(broker -> answer(Response.ok(), broker));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> held(id, ifMatch).chain(() -> brokers.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    @POST
    @Path("/{id}/restore")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> restore(UUID id) {
        return request.act(
                null,
                who -> brokers.restore(id)
                        .map(restored -> restored.orElseThrow(() -> ProblemException.notFound("deleted broker")))
                        .map(broker -> answer(Response.ok(), broker)));
    }

    private Uni<Broker> existing(UUID id) {
        return brokers.find(id).map(BrokerResource::orNotFound);
    }

    /** To change it: without {@code If-Match} the last one wins, with it whoever read an older version loses. */
    private Uni<Broker> held(UUID id, @Nullable String ifMatch) {
        return brokers.hold(id)
                .map(BrokerResource::orNotFound)
                .invoke(broker -> EntityVersion.require(ifMatch, broker.version()));
    }

    private static Broker orNotFound(Optional<Broker> found) {
        return found.orElseThrow(() -> ProblemException.notFound("broker"));
    }

    private static Response answer(Response.ResponseBuilder answer, Broker broker) {
        return answer.entity(broker).tag(EntityVersion.tag(broker.version())).build();
    }
}
