package dev.spectrum.agent.members.vendor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** As much of Keycloak's Admin REST API as members and tenants need, with this service's own token. */
@RegisterRestClient(configKey = "keycloak-admin")
@OidcClientFilter
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
interface KeycloakAdmin {

    @JsonNaming(LowerCamelCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrganizationRepresentation(
            @Nullable String id, String name, String alias, boolean enabled, Map<String, List<String>> attributes) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UserRepresentation(
            @Nullable UUID id,
            String username,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            boolean enabled,
            boolean emailVerified,
            @Nullable List<String> requiredActions) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GroupRepresentation(
            @Nullable String id, String name, @Nullable String path) {}

    @GET
    @Path("/organizations")
    Uni<List<OrganizationRepresentation>> organizations(
            @QueryParam("q") String attributes, @QueryParam("briefRepresentation") boolean brief);

    @POST
    @Path("/organizations")
    Uni<Void> addOrganization(OrganizationRepresentation organization);

    @DELETE
    @Path("/organizations/{organization}")
    Uni<Void> deleteOrganization(@PathParam("organization") String organization);

    @GET
    @Path("/organizations/{organization}/members")
    Uni<List<UserRepresentation>> members(
            @PathParam("organization") String organization,
            @QueryParam("first") int first,
            @QueryParam("max") int max,
            @QueryParam("briefRepresentation") boolean brief);

    @GET
    @Path("/organizations/{organization}/members/{user}")
    Uni<UserRepresentation> member(@PathParam("organization") String organization, @PathParam("user") UUID user);

    @POST
    @Path("/organizations/{organization}/members")
    Uni<Void> addMember(@PathParam("organization") String organization, String user);

    @DELETE
    @Path("/organizations/{organization}/members/{user}")
    Uni<Void> removeMember(@PathParam("organization") String organization, @PathParam("user") UUID user);

    @GET
    @Path("/group-by-path/{slug}")
    Uni<GroupRepresentation> group(@PathParam("slug") String slug);

    @GET
    @Path("/group-by-path/{slug}/{role}")
    Uni<GroupRepresentation> group(@PathParam("slug") String slug, @PathParam("role") String role);

    @POST
    @Path("/groups")
    Uni<Void> addGroup(GroupRepresentation group);

    @POST
    @Path("/groups/{parent}/children")
    Uni<Void> addGroup(@PathParam("parent") String parent, GroupRepresentation group);

    @DELETE
    @Path("/groups/{group}")
    Uni<Void> deleteGroup(@PathParam("group") String group);

    @GET
    @Path("/groups/{group}/members")
    Uni<List<UserRepresentation>> usersOfGroup(
            @PathParam("group") String group,
            @QueryParam("max") int max,
            @QueryParam("briefRepresentation") boolean brief);

    @GET
    @Path("/users")
    Uni<List<UserRepresentation>> users(@QueryParam("email") String email, @QueryParam("exact") boolean exact);

    @POST
    @Path("/users")
    Uni<Void> addUser(UserRepresentation user);

    @DELETE
    @Path("/users/{user}")
    Uni<Void> deleteUser(@PathParam("user") UUID user);

    @GET
    @Path("/users/{user}/groups")
    Uni<List<GroupRepresentation>> groupsOfUser(@PathParam("user") UUID user);

    @PUT
    @Path("/users/{user}/groups/{group}")
    Uni<Void> joinGroup(@PathParam("user") UUID user, @PathParam("group") String group);

    @DELETE
    @Path("/users/{user}/groups/{group}")
    Uni<Void> leaveGroup(@PathParam("user") UUID user, @PathParam("group") String group);

    @PUT
    @Path("/users/{user}/execute-actions-email")
    Uni<Void> mailActions(
            @PathParam("user") UUID user,
            @QueryParam("client_id") String client,
            @QueryParam("redirect_uri") URI redirect,
            @QueryParam("lifespan") long seconds,
            List<String> actions);
}
