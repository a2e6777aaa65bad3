package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.domain.Context;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Place;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.conversation.turn.domain.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds where a user's message goes, and what came before it: in what is remembered, or within the tenant's transaction. */
@ApplicationScoped
class PlaceMessage {

    private final Conversations conversations;
    private final TurnsConfig config;

    PlaceMessage(Conversations conversations, TurnsConfig config) {
        this.conversations = conversations;
        this.config = config;
    }

    sealed interface Placed {
        record In(Context context) implements Placed {}

        record Nowhere(Refusal refusal) implements Placed {}
    }

    /** Empty where it takes more than what is remembered, or what is remembered speaks against it. */
    Optional<Context> fromMemory(Asked asked, TenantAgent agent, Optional<Context> remembered) {
        if (asked.place() instanceof Place.After) {
            return Optional.empty();
        }
        if (asked.conversationId().isEmpty()) {
            return Optional.of(new Context(newConversation(asked, agent), List.of()));
        }
        return remembered
                .filter(context ->
                        context.conversation().userId().equals(asked.who().subject())
                                && isWith(context.conversation(), agent))
                .map(context -> asked.place() instanceof Place.AtRoot
                        ? new Context(context.conversation(), List.of())
                        : context);
    }

    Uni<Placed> place(Asked asked, TenantAgent agent) {
        if (asked.conversationId().isEmpty()) {
            return asked.place() instanceof Place.After
                    ? nowhere(Refusal.UNKNOWN_PARENT)
                    : in(new Context(newConversation(asked, agent), List.of()));
        }
        return conversations
                .find(asked.conversationId().get())
                .chain(found -> found.filter(
                                mine -> mine.userId().equals(asked.who().subject()))
                        .map(mine -> place(asked.place(), agent, mine))
                        .orElseGet(() -> nowhere(Refusal.UNKNOWN_CONVERSATION)));
    }

    private Uni<Placed> place(Place place, TenantAgent agent, Conversation conversation) {
        if (!isWith(conversation, agent)) {
            return nowhere(Refusal.OTHER_AGENT);
        }
        return switch (place) {
            case Place.AtRoot() -> in(new Context(conversation, List.of()));
            case Place.AtLeaf() ->
                conversations
                        .branch(conversation.id(), conversation.activeMessageId(), config.contextMessages())
                        .chain(branch -> in(new Context(conversation, branch)));
            case Place.After(var parent) ->
                conversations
                        .branch(conversation.id(), parent, config.contextMessages())
                        .chain(branch -> branch.isEmpty()
                                ? nowhere(Refusal.UNKNOWN_PARENT)
                                : in(new Context(conversation, branch)));
        };
    }

    private static boolean isWith(Conversation conversation, TenantAgent agent) {
        return conversation.isWith(agent.agent().id(), agent.agent().role());
    }

    private static Conversation newConversation(Asked asked, TenantAgent agent) {
        // Its first message becomes the active one before it is written.
        return new Conversation(
                asked.who().tenantId(),
                Work.newId(),
                asked.who().subject(),
                agent.agent().id(),
                agent.agent().role(),
                Work.newId(),
                Settings.DEFAULT,
                Optional.empty());
    }

    private static Uni<Placed> in(Context context) {
        return Uni.createFrom().item(new Placed.In(context));
    }

    private static Uni<Placed> nowhere(Refusal refusal) {
        return Uni.createFrom().item(new Placed.Nowhere(refusal));
    }
}
