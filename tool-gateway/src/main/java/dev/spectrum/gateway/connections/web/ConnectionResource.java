package dev.spectrum.gateway.connections.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.AskVendor;
import dev.spectrum.gateway.connections.ConnectionMemory;
import dev.spectrum.gateway.connections.Connections;
import dev.spectrum.gateway.connections.ConnectorRules;
import dev.spectrum.gateway.connections.Connectors;
import dev.spectrum.gateway.connections.Connectors.Connector;
import dev.spectrum.gateway.connections.EditConnection;
import dev.spectrum.gateway.connections.NameTaken;
import dev.spectrum.gateway.connections.NobodyToAsk;
import dev.spectrum.gateway.connections.StoredConnection;
import dev.spectrum.gateway.connections.VendorAway;
import dev.spectrum.gateway.connections.vault.NoKeyset;
import dev.spectrum.gateway.connections.vault.Sealed;
import dev.spectrum.gateway.connections.vault.Unreadable;
import dev.spectrum.gateway.connections.vault.Vault;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.Problem.FieldError;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/connections")
public class ConnectionResource {

    private final Connections connections;
    private final Connectors connectors;
    private final EditConnection edit;
    private final AskVendor vendor;
    private final Vault vault;
    private final ConnectionMemory memory;
    private final TenantRequest request;
    private final ObjectMapper json;

    ConnectionResource(
            Connections connections,
            Connectors connectors,
            EditConnection edit,
            AskVendor vendor,
            Vault vault,
            ConnectionMemory memory,
            TenantRequest request,
            ObjectMapper json) {
        this.connections = connections;
        this.connectors = connectors;
        this.edit = edit;
        this.vendor = vendor;
        this.vault = vault;
        this.memory = memory;
        this.request = request;
        this.json = json;
    }

    @GET
    @RolesAllowed(Role.WRITE)
    public Uni<Page<ConnectionView>> list(
            @QueryParam("connector") @Nullable String connector, @Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        Optional<String> wanted = Optional.ofNullable(connector).filter(name -> !name.isBlank());
        return request.run(who -> connections.list(wanted, after, page.fetch()))
                .map(found ->
                        Page.of(found, page, stored -> stored.connection().id().toString(), ConnectionView::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(connections.find(id))).map(stored -> answer(Response.ok(), stored));
    }

    @POST
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> create(@Valid @NotNull ConnectionBody body) {
        ObjectNode credentials = body.credentials().reveal();
        ObjectNode settings = orEmpty(body.settings());
        Connector connector = connectors.find(body.connector()).orElseThrow(this::noSuchConnector);
        List<FieldError> wrong = new ArrayList<>(credentialErrors(connector, credentials));
        wrong.addAll(settingErrors(connector, settings));
        requireNone(wrong);
        return told(() -> act(
                List.of(body.connector(), body.name(), settings, vault.fingerprint(credentials)),
                who -> edit.create(who.tenantId(), body.connector(), body.name(), credentials, settings)
                        .map(created -> answer(
                                Response.created(URI.create("/api/v1/connections/"
                                        + created.connection().id())),
                                created))));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> put(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid ConnectionBody.@NotNull Change body) {
        if (body.credentials() != null) {
            throw ProblemException.invalid("/credentials", "POST them to /api/v1/connections/{id}/rotate.");
        }
        return told(() -> request.run(who -> unchanged(id, ifMatch)
                        .invoke(stored -> requireNone(settingErrors(connector(stored), settings(stored, body))))
                        .chain(stored -> edit.change(stored, body.name(), settings(stored, body)))
                        .map(stored -> answer(Response.ok(), stored)))
                .invoke(this::forget));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> unchanged(id, ifMatch).chain(edit::delete))
                .map(deleted -> Response.noContent().build())
                .invoke(this::forget);
    }

    /** Asks the vendor whether it accepts the credentials, and notes what it says. */
    @POST
    @Path("/{id}/test")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> test(UUID id) {
        return told(() -> request.run(who -> existing(connections.find(id))
                        .chain(stored ->
                                connections.credentials(id).map(kept -> new Opened(stored, open(stored, kept)))))
                .chain(opened -> ask(opened.stored(), opened.credentials())
                        .chain(refused -> act(
                                null,
                                who -> existing(connections.lock(id))
                                        .chain(locked -> edit.tested(
                                                locked, opened.stored().credentialsVersion(), refused))
                                        .map(stored -> answer(Response.ok(), stored))))));
    }

    /** Replaces the credentials, if the vendor accepts the new ones. */
    @POST
    @Path("/{id}/rotate")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> rotate(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid ConnectionBody.@NotNull Rotation body) {
        ObjectNode credentials = body.credentials().reveal();
        return told(() -> request.run(who -> existing(connections.find(id)))
                .invoke(stored -> requireNone(credentialErrors(connector(stored), credentials)))
                .chain(stored -> ask(stored, credentials))
                .invoke(ConnectionResource::requireAccepted)
                .chain(() -> act(
                        vault.fingerprint(credentials),
                        who -> unchanged(id, ifMatch)
                                .chain(locked -> edit.rotate(locked, credentials))
                                .map(stored -> answer(Response.ok(), stored)))));
    }

    /** A connection with its secrets, for the length of a test. */
    private record Opened(StoredConnection stored, ObjectNode credentials) {

        @Override
        public String toString() {
            return stored.toString();
        }
    }

    private ObjectNode open(StoredConnection stored, Optional<Sealed> sealed) {
        return vault.open(
                stored.connection().tenantId(), stored.connection().id(), sealed.orElseThrow(ConnectionResource::gone));
    }

    private Uni<Optional<String>> ask(StoredConnection stored, ObjectNode credentials) {
        connector(stored);
        return vendor.ask(stored.connection(), credentials);
    }

    private static void requireAccepted(Optional<String> refused) {
        if (refused.isPresent()) {
            throw ProblemException.of(
                    422,
                    "credentials-refused",
                    "Credentials refused",
                    "The vendor does not accept them, and the old ones stay: " + refused.get());
        }
    }

    /** @param standIn for the body, without secrets: it is kept for as long as a repeat may come */
    private Uni<Response> act(@Nullable Object standIn, Function<Caller, Uni<Response>> work) {
        return request.act(standIn, work).invoke(this::forget);
    }

    private void forget() {
        memory.forget(request.caller().tenantId());
    }

    /** Locked, and as the caller knows it. */
    private Uni<StoredConnection> unchanged(UUID id, @Nullable String ifMatch) {
        return existing(connections.lock(id)).invoke(stored -> EntityVersion.require(ifMatch, stored.editedVersion()));
    }

    private static Uni<StoredConnection> existing(Uni<Optional<StoredConnection>> found) {
        return found.map(stored -> stored.orElseThrow(ConnectionResource::gone));
    }

    private static ProblemException gone() {
        return ProblemException.notFound("connection");
    }

    private Connector connector(StoredConnection stored) {
        return connectors
                .find(stored.connection().connector())
                .orElseThrow(() -> ProblemException.conflict(
                        "connector-gone", "The connector of this connection is not installed any more."));
    }

    private ProblemException noSuchConnector() {
        String names = connectors.all().stream().map(Connector::name).collect(Collectors.joining(", "));
        return ProblemException.invalid(
                "/connector", "There is no such connector; there are: " + (names.isEmpty() ? "none" : names) + ".");
    }

    private static List<FieldError> credentialErrors(Connector connector, ObjectNode credentials) {
        return ConnectorRules.violations("/credentials", connector.credentials(), credentials);
    }

    private static List<FieldError> settingErrors(Connector connector, ObjectNode settings) {
        return ConnectorRules.violations("/settings", connector.settings(), settings);
    }

    private static void requireNone(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private ObjectNode orEmpty(@Nullable ObjectNode settings) {
        return settings == null ? json.createObjectNode() : settings;
    }

    /** Left out, they stay. */
    private ObjectNode settings(StoredConnection stored, ConnectionBody.Change body) {
        return body.settings() == null
                ? json.convertValue(read(stored.connection().settings()), ObjectNode.class)
                : body.settings();
    }

    private Object read(String settings) {
        try {
            return json.readTree(settings);
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalStateException("Stored settings are JSON", impossible);
        }
    }

    /** Gives the failures that have a name their problem. */
    private static Uni<Response> told(Supplier<Uni<Response>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure(NoKeyset.class)
                .transform(none -> noKeyset())
                .onFailure(NameTaken.class)
                .transform(taken ->
                        ProblemException.conflict("name-taken", "There is a connection with this name already."))
                .onFailure(VendorAway.class)
                .transform(away -> ProblemException.of(
                        502,
                        "vendor-away",
                        "Vendor away",
                        "The vendor could not be asked, so nothing is known of the credentials. Try again later."))
                .onFailure(NobodyToAsk.class)
                .transform(nobody -> ProblemException.conflict(
                        "nobody-to-ask",
                        "No upstream names this connection yet, so nobody can say whether it accepts the credentials."))
                .onFailure(Unreadable.class)
                .transform(lost -> ProblemException.conflict(
                        "credentials-unreadable", "The stored credentials can't be read any more: rotate them."));
    }

    static ProblemException noKeyset() {
        return ProblemException.of(
                503,
                "no-keyset",
                "No keyset",
                "This installation has no key to keep credentials with; its operator has to give it one.");
    }

    private static Response answer(Response.ResponseBuilder answer, StoredConnection stored) {
        return answer.entity(ConnectionView.of(stored))
                .tag(EntityVersion.tag(stored.editedVersion()))
                .build();
    }
}
