package dev.spectrum.outreach.leads.web;

import dev.spectrum.outreach.leads.LeadLists;
import dev.spectrum.outreach.leads.LeadLists.LeadList;
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
import jakarta.validation.constraints.NotEmpty;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists that leads are put on. */
@Path("/api/v1/leads/lists")
public class ListResource {

    private final LeadLists lists;
    private final TenantRequest request;

    ListResource(LeadLists lists, TenantRequest request) {
        this.lists = lists;
        this.request = request;
    }

    record ListBody(@NotBlank @Size(max = 200) String name) {}

    record MembersBody(@NotEmpty @Size(max = 1000) List<@NotNull UUID> leadIds) {}

    /** @param leads how many are on it; null in a page of lists */
    record ListView(UUID id, String name, @Nullable Long leads, long version) {

        static ListView of(LeadList list, @Nullable Long leads) {
            return new ListView(list.id(), list.name(), leads, list.version());
        }
    }

    /** Newest first. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<ListView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> lists.list(after, page.fetch()))
                .map(found -> Page.of(found, page, list -> list.id().toString(), list -> ListView.of(list, null)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> create(@Valid @NotNull ListBody body) {
        return request.act(
                body,
                who -> lists.add(who.tenantId(), body.name().strip())
                        .map(ListResource::named)
                        .map(list ->
                                answer(Response.created(URI.create("/api/v1/leads/lists/" + list.id())), list, 0L)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id).chain(this::withSize));
    }

    /** Another name. */
    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> rename(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull ListBody body) {
        return request.run(who -> existing(id)
                .invoke(list -> EntityVersion.require(ifMatch, list.version()))
                .chain(() -> lists.rename(id, body.name().strip()))
                .map(ListResource::named)
                .chain(this::withSize));
    }

    /** The leads stay. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing(id)
                        .invoke(list -> EntityVersion.require(ifMatch, list.version()))
                        .chain(() -> lists.delete(id)))
                .map(deleted -> Response.noContent().build());
    }

    /** Those that are on it already stay, and those that are no leads are passed over. */
    @POST
    @Path("/{id}/add")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> add(UUID id, @Valid @NotNull MembersBody body) {
        return request.act(
                body,
                who -> existing(id).call(() -> lists.put(id, body.leadIds())).chain(this::withSize));
    }

    @POST
    @Path("/{id}/remove")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> remove(UUID id, @Valid @NotNull MembersBody body) {
        return request.act(
                body,
                who -> existing(id).call(() -> lists.take(id, body.leadIds())).chain(this::withSize));
    }

    private Uni<Response> withSize(LeadList list) {
        return lists.size(list.id()).map(size -> answer(Response.ok(), list, size));
    }

    private Uni<LeadList> existing(UUID id) {
        return lists.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("list")));
    }

    private static LeadList named(Optional<LeadList> list) {
        return list.orElseThrow(
                () -> ProblemException.of(409, "list-exists", "Conflict", "There is a list of this name already."));
    }

    private static Response answer(Response.ResponseBuilder answer, LeadList list, long leads) {
        return answer.entity(ListView.of(list, leads))
                .tag(EntityVersion.tag(list.version()))
                .build();
    }
}
