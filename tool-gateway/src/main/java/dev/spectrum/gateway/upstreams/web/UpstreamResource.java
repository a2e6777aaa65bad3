package dev.spectrum.gateway.upstreams.web;

import dev.spectrum.gateway.tools.Catalogue;
import dev.spectrum.gateway.tools.ViolatedConstraint;
import dev.spectrum.gateway.upstreams.McpServers;
import dev.spectrum.gateway.upstreams.RefreshUpstream;
import dev.spectrum.gateway.upstreams.SaveUpstream;
import dev.spectrum.gateway.upstreams.ShownConnections;
import dev.spectrum.gateway.upstreams.UpstreamState;
import dev.spectrum.gateway.upstreams.Upstreams;
import dev.spectrum.gateway.upstreams.UpstreamsConfig;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.gateway.upstreams.domain.UpstreamDefinition;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The upstreams of a tenant: whose tools its agents may use decide its admins. */
@Path("/api/v1/upstreams")
@RolesAllowed(Role.ADMINISTER)
public class UpstreamResource {

    private final Upstreams upstreams;
    private final SaveUpstream saveUpstream;
    private final RefreshUpstream refreshUpstream;
    private final McpServers servers;
    private final Catalogue catalogue;
    private final UpstreamsConfig config;
    private final ShownConnections connections;
    private final TenantRequest request;

    UpstreamResource(
            Upstreams upstreams,
            SaveUpstream saveUpstream,
            RefreshUpstream refreshUpstream,
            McpServers servers,
            Catalogue catalogue,
            UpstreamsConfig config,
            ShownConnections connections,
            TenantRequest request) {
        this.upstreams = upstreams;
        this.saveUpstream = saveUpstream;
        this.refreshUpstream = refreshUpstream;
        this.servers = servers;
        this.catalogue = catalogue;
        this.config = config;
        this.connections = connections;
        this.request = request;
    }

    @GET
    public Uni<Page<UpstreamView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> upstreams
                        .list(after, page.fetch())
                        .chain(found -> Multi.createFrom()
                                .iterable(found)
                                .onItem()
                                .transformToUniAndConcatenate(this::state)
                                .collect()
                                .asList()))
                .map(states ->
                        Page.of(states, page, state -> state.upstream().id().toString(), UpstreamView::of));
    }

    /** Adds it, and asks it for its tools before answering. That it doesn't answer is no reason not to add it. */
    @POST
    public Uni<Response> create(@Valid @NotNull UpstreamBody body) {
        UpstreamDefinition definition = definition(body);
        Caller caller = request.caller();
        return requireConnection(caller.tenantId(), definition)
                .chain(() -> requireFreePrefix(caller.tenantId(), definition.prefix()))
                .chain(() -> request.act(
                        body,
                        who -> saveUpstream
                                .add(who, definition, body.acceptsDefinitions())
                                .chain(this::state)
                                .map(state -> answer(
                                        Response.created(URI.create("/api/v1/upstreams/"
                                                + state.upstream().id())),
                                        state))))
                .onFailure(ViolatedConstraint.named("upstream_prefix"))
                .transform(taken -> prefixTaken())
                .chain(answer -> answer.getEntity() instanceof UpstreamView added
                        ? refreshed(added.id()).map(state -> answer(Response.fromResponse(answer), state))
                        : Uni.createFrom().item(answer));
    }

    @GET
    @Path("/{id}")
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id).chain(this::state)).map(state -> answer(Response.ok(), state));
    }

    /** The tools keep their names, so the prefix stays as it is. */
    @PUT
    @Path("/{id}")
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull UpstreamBody body) {
        UpstreamDefinition definition = definition(body);
        return requireConnection(request.caller().tenantId(), definition)
                .chain(() -> request.run(who -> existing(id)
                        .invoke(upstream -> EntityVersion.require(ifMatch, upstream.version()))
                        .invoke(upstream -> requireSamePrefix(upstream, definition))
                        .chain(upstream -> saveUpstream.change(who, id, definition))))
                .invoke(() -> servers.forget(id))
                .chain(upstream -> refreshed(id))
                .map(state -> answer(Response.ok(), state));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        UUID tenantId = request.caller().tenantId();
        return request.run(who -> existing(id)
                        .invoke(upstream -> EntityVersion.require(ifMatch, upstream.version()))
                        .chain(upstream -> saveUpstream.delete(who, upstream)))
                .invoke(() -> {
                    servers.forget(id);
                    catalogue.changed(tenantId);
                })
                .map(deleted -> Response.noContent().build());
    }

    /** Asks it for its definitions now. */
    @POST
    @Path("/{id}/refresh")
    public Uni<Response> refresh(UUID id) {
        return refreshed(id).map(state -> answer(Response.ok(), state));
    }

    @GET
    @Path("/{id}/tools")
    public Uni<Page<UpstreamState.ToolState>> tools(UUID id, @Valid @BeanParam PageRequest page) {
        return request.run(who -> existing(id).chain(this::state))
                .map(state -> Page.ofAll(state.toolStates(), page, UpstreamState.ToolState::name, tool -> tool));
    }

    /** @param tags null or left out: the upstream's own */
    record TagsBody(
            @Nullable @Size(min = 1, max = 10)
            List<@NotNull @Pattern(regexp = UpstreamBody.TAG, message = UpstreamBody.TAG_MESSAGE) String> tags) {}

    /** Gives a tool data sources of its own. @param name ours */
    @PUT
    @Path("/{id}/tools/{name}/tags")
    public Uni<Page<UpstreamState.ToolState>> tag(UUID id, String name, @Valid @NotNull TagsBody body) {
        return request.run(who -> locked(id)
                        .chain(this::state)
                        .call(state -> saveUpstream.tag(
                                who, state.upstream(), tool(state, name), Optional.ofNullable(body.tags())))
                        .chain(state -> state(state.upstream())))
                .invoke(state -> catalogue.changed(state.upstream().tenantId()))
                .map(state -> new Page<>(
                        state.toolStates().stream()
                                .filter(tool -> tool.name().equals(name))
                                .toList(),
                        null));
    }

    private static PinnedTool tool(UpstreamState state, String name) {
        return state.tools().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("tool of this upstream"));
    }

    /** The definitions that wait, each with what is different from the one in force. */
    @GET
    @Path("/{id}/changes")
    public Uni<Page<UpstreamState.Pending>> changes(UUID id, @Valid @BeanParam PageRequest page) {
        return request.run(who -> existing(id).chain(this::state))
                .map(state -> Page.ofAll(state.pending(), page, UpstreamState.Pending::name, pending -> pending));
    }

    @POST
    @Path("/{id}/changes/accept")
    public Uni<Response> accept(UUID id, @Valid @NotNull Decision body) {
        return decide(id, body, saveUpstream::accept);
    }

    @POST
    @Path("/{id}/changes/reject")
    public Uni<Response> reject(UUID id, @Valid @NotNull Decision body) {
        return decide(id, body, saveUpstream::reject);
    }

    private interface Decide {
        Uni<Void> apply(Caller who, Upstream upstream, List<PinnedTool> offered);
    }

    private Uni<Response> decide(UUID id, Decision body, Decide decide) {
        UUID tenantId = request.caller().tenantId();
        return request.act(
                        body,
                        who -> locked(id)
                                .chain(this::state)
                                .call(state -> decide.apply(who, state.upstream(), body.of(state)))
                                .chain(state -> state(state.upstream()))
                                .map(state -> answer(Response.ok(), state)))
                .invoke(() -> catalogue.changed(tenantId));
    }

    /** Outside of any transaction, but for the ones that it takes itself. */
    private Uni<UpstreamState> refreshed(UUID id) {
        return request.run(who -> existing(id))
                .chain(refreshUpstream::refresh)
                .chain(() -> request.run(who -> existing(id).chain(this::state)));
    }

    private UpstreamDefinition definition(UpstreamBody body) {
        return body.toDefinition(config.stdio().commands().keySet());
    }

    private Uni<Upstream> existing(UUID id) {
        return upstreams.find(id).map(UpstreamResource::orNotFound);
    }

    private Uni<Upstream> locked(UUID id) {
        return upstreams.lock(id).map(UpstreamResource::orNotFound);
    }

    private static Upstream orNotFound(Optional<Upstream> found) {
        return found.orElseThrow(() -> ProblemException.notFound("upstream"));
    }

    private Uni<UpstreamState> state(Upstream upstream) {
        return upstreams
                .lastRefresh(upstream.id())
                .chain(refreshed ->
                        upstreams.tools(upstream.id()).map(tools -> new UpstreamState(upstream, refreshed, tools)));
    }

    /** Not that of tools that are there already, such as the native ones. Upstreams among themselves: the unique index. */
    private Uni<Void> requireConnection(UUID tenantId, UpstreamDefinition definition) {
        return definition
                .connectionId()
                .map(id -> connections.find(tenantId, id).invoke(found -> {
                    if (found.isEmpty()) {
                        throw ProblemException.invalid(
                                "/connection_id", "Must be a connection of yours, of the connector mcp.");
                    }
                }))
                .map(Uni::replaceWithVoid)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> requireFreePrefix(UUID tenantId, String prefix) {
        return request.run(who -> upstreams.hasPrefix(prefix))
                .chain(isAnUpstreams -> isAnUpstreams
                        ? Uni.createFrom().item(false)
                        : catalogue
                                .all(tenantId)
                                .map(tools -> tools.stream()
                                        .anyMatch(
                                                tool -> tool.definition().name().startsWith(prefix + "_"))))
                .invoke(isTaken -> {
                    if (isTaken) {
                        throw prefixTaken();
                    }
                })
                .replaceWithVoid();
    }

    private static void requireSamePrefix(Upstream upstream, UpstreamDefinition definition) {
        if (!upstream.definition().prefix().equals(definition.prefix())) {
            throw ProblemException.invalid("/prefix", "Can't be changed: the names of tools stay.");
        }
    }

    private static ProblemException prefixTaken() {
        return ProblemException.conflict("prefix-taken", "There are tools with this prefix already: choose another.");
    }

    private static Response answer(Response.ResponseBuilder answer, UpstreamState state) {
        return answer.entity(UpstreamView.of(state))
                .tag(EntityVersion.tag(state.upstream().version()))
                .build();
    }
}
