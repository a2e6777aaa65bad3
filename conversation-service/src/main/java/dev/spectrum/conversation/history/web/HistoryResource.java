package dev.spectrum.conversation.history.web;

import dev.spectrum.conversation.history.ForgetConversations;
import dev.spectrum.conversation.history.History;
import dev.spectrum.conversation.history.VisibleHistory;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import dev.spectrum.platform.tenant.Caller;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Reading conversations, and keeping them in order: everybody their own, admins and owners the tenant's. */
@Path("/api/v1/conversations")
@RolesAllowed(Role.READ)
public class HistoryResource {

    private final History history;
    private final VisibleHistory visible;
    private final ForgetConversations forgetConversations;
    private final TenantRequest request;

    HistoryResource(
            History history, VisibleHistory visible, ForgetConversations forgetConversations, TenantRequest request) {
        this.history = history;
        this.visible = visible;
        this.forgetConversations = forgetConversations;
        this.request = request;
    }

    @GET
    @Operation(
            summary = "The caller's conversations, the newest first; the tenant's for its admins and owners",
            description =
                    "With q, those in which the words stand, whatever the language: in a message, or in the title."
                            + " snippet then shows where.")
    public Uni<Page<ConversationView>> list(
            @QueryParam("q")
                    @Parameter(
                            description =
                                    "words as in a web search: all of them, \"in this order\", one or the other, -without")
                    @Size(max = 200)
                    @Nullable
                    String words,
            @BeanParam ConversationFilter filter,
            @Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        History.Filter wanted = filter.of(request.caller());
        return request.run(who -> Optional.ofNullable(words)
                        .filter(given -> !given.isBlank())
                        .map(given -> history.search(given, wanted, after, page.fetch())
                                .map(found ->
                                        found.stream().map(ConversationView::of).toList()))
                        .orElseGet(() -> history.conversations(wanted, after, page.fetch())
                                .map(HistoryResource::views)))
                .map(views -> Page.of(views, page, view -> view.id().toString(), view -> view));
    }

    private static List<ConversationView> views(List<PastConversation> conversations) {
        return conversations.stream().map(ConversationView::of).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One conversation")
    @APIResponse(
            responseCode = "200",
            description = "The conversation",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConversationView.class)))
    public Uni<Response> get(UUID id) {
        return request.run(who -> existing(id, who)).map(HistoryResource::answer);
    }

    @Schema(examples = "{\"title\": \"Calls of this week\"}")
    record Rename(@NotBlank @Size(max = 200) String title) {}

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    @Operation(summary = "Name a conversation")
    @APIResponse(
            responseCode = "200",
            description = "The conversation as it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConversationView.class)))
    public Uni<Response> rename(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Rename body) {
        return request.run(who -> existing(id, who)
                        .invoke(conversation -> EntityVersion.require(ifMatch, conversation.revision()))
                        .chain(conversation ->
                                history.rename(conversation, body.title().strip())))
                .map(renamed -> renamed.map(HistoryResource::answer).orElseThrow(ProblemException::stale));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.WRITE)
    @Operation(
            summary = "Delete a conversation",
            description = "It is seen no more and can't be gone on with; its rows go with the tenant's retention.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.run(who -> existing(id, who)
                        .invoke(conversation -> EntityVersion.require(ifMatch, conversation.revision()))
                        .chain(conversation -> history.delete(id)))
                .call(() -> forget(request.caller().tenantId(), id))
                .map(done -> Response.noContent().build());
    }

    /** Where that fails, the database still knows that it is deleted. */
    private Uni<Void> forget(UUID tenantId, UUID id) {
        return forgetConversations
                .forget(tenantId, List.of(id), List.of())
                .onFailure()
                .recoverWithNull();
    }

    @GET
    @Path("/{id}/messages")
    @Operation(
            summary = "A conversation's messages, the oldest first",
            description =
                    "branch=active (the default): those that lead to the active message. branch=all: all, each with"
                            + " its parent_message_id, ordered by how many messages lead to it.")
    public Uni<Page<MessageView>> messages(
            UUID id,
            @Valid @BeanParam PageRequest page,
            @QueryParam("branch")
                    @DefaultValue("active")
                    @Pattern(regexp = "active|all", message = "must be active or all")
                    String branch) {
        Optional<History.Place> after = page.after(HistoryResource::place);
        return request.run(who -> existing(id, who)
                        .chain(conversation -> branch.equals("all")
                                ? history.allBranches(conversation, after, page.fetch())
                                : history.activeBranch(conversation, after, page.fetch())))
                .map(found -> Page.of(found, page, HistoryResource::key, MessageView::of));
    }

    private Uni<PastConversation> existing(UUID id, Caller who) {
        return visible.conversation(id, who)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("conversation")));
    }

    private static Response answer(PastConversation conversation) {
        return Response.ok(ConversationView.of(conversation))
                .tag(EntityVersion.tag(conversation.revision()))
                .build();
    }

    private static String key(PastMessage message) {
        return message.position() + ":" + message.id();
    }

    private static History.Place place(String key) {
        int colon = key.indexOf(':');
        return new History.Place(Integer.parseInt(key.substring(0, colon)), UUID.fromString(key.substring(colon + 1)));
    }
}
