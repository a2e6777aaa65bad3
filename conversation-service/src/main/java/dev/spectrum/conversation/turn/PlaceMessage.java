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

/** Finds where a user's message goes, and what came before it. Within the tenant's transaction. */
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

    /** @param remembered what is remembered of the conversation; may be old */
    Uni<Placed> place(Asked asked, TenantAgent agent, Optional<Context> remembered) {
        if (asked.conversationId().isEmpty()) {
            return asked.place() instanceof Place.After
                    ? nowhere(Refusal.UNKNOWN_PARENT)
                    : in(new Context(newConversation(asked, agent), List.of()));
        }
        return conversation(asked, remembered)
                .chain(found -> found.filter(
                                mine -> mine.userId().equals(asked.who().subject()))
                        .map(mine -> place(asked.place(), agent, mine, remembered))
                        .orElseGet(() -> nowhere(Refusal.UNKNOWN_CONVERSATION)));
    }

    private Uni<Placed> place(Place place, TenantAgent agent, Conversation conversation, Optional<Context> remembered) {
        if (!conversation.isWith(agent.agent().id(), agent.agent().role())) {
            return nowhere(Refusal.OTHER_AGENT);
        }
        return switch (place) {
            case Place.AtRoot() -> in(new Context(conversation, List.of()));
            case Place.AtLeaf() when remembered.isPresent() -> in(remembered.get());
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

    private Uni<Optional<Conversation>> conversation(Asked asked, Optional<Context> remembered) {
        return remembered.isPresent()
                ? Uni.createFrom().item(remembered.map(Context::conversation))
                : conversations.find(asked.conversationId().orElseThrow());
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
