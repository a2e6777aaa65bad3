package dev.spectrum.conversation.history.web;

import dev.spectrum.conversation.history.History;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Reading conversations: everybody their own, admins and owners the tenant's. */
@Path("/api/v1/conversations")
@RolesAllowed(Role.READ)
public class HistoryResource {

    private final History history;
    private final TenantRequest request;

    HistoryResource(History history, TenantRequest request) {
        this.history = history;
        this.request = request;
    }

    @GET
    @Operation(summary = "The caller's conversations, the newest first; the tenant's for its admins and owners")
    public Uni<Page<PastConversation>> list(
            @Valid @BeanParam PageRequest page, @QueryParam("agent_role") @Nullable String agentRole) {
        Optional<UUID> after = page.afterId();
        return request.run(
                        who -> history.conversations(onlyOf(who), Optional.ofNullable(agentRole), after, page.fetch()))
                .map(found -> Page.of(
                        found, page, conversation -> conversation.id().toString(), conversation -> conversation));
    }

    @GET
    @Path("/{id}")
    public Uni<PastConversation> get(UUID id) {
        return request.run(who -> existing(id, who));
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
        return history.conversation(id)
                .map(found -> found.filter(conversation ->
                                onlyOf(who).map(conversation.userId()::equals).orElse(true))
                        .orElseThrow(() -> ProblemException.notFound("conversation")));
    }

    /** The user whose conversations the caller may read; empty for everybody's. */
    private static Optional<String> onlyOf(Caller who) {
        return who.may(Role.ADMIN) ? Optional.empty() : Optional.of(who.subject());
    }

    private static String key(PastMessage message) {
        return message.position() + ":" + message.id();
    }

    private static History.Place place(String key) {
        int colon = key.indexOf(':');
        return new History.Place(Integer.parseInt(key.substring(0, colon)), UUID.fromString(key.substring(colon + 1)));
    }
}
