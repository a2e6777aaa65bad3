package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.Agents;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.domain.Context;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Decision;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.Place;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Begins the next attempt of a turn that waited for a person, in any replica, however long it waited. */
@ApplicationScoped
public class ResumeTurn {

    private final TenantTransaction transaction;
    private final Agents agents;
    private final Conversations conversations;
    private final Turns turns;
    private final TurnsConfig config;

    ResumeTurn(
            TenantTransaction transaction,
            Agents agents,
            Conversations conversations,
            Turns turns,
            TurnsConfig config) {
        this.transaction = transaction;
        this.agents = agents;
        this.conversations = conversations;
        this.turns = turns;
        this.config = config;
    }

    Uni<Beginning> resume(Decided decided) {
        return transaction
                .run(
                        decided.who().tenantId(),
                        () -> turns.find(decided.runId())
                                .chain(found -> found.filter(known -> known.userId()
                                                .equals(decided.who().subject()))
                                        .map(known -> goOn(decided, known))
                                        .orElseGet(() -> refuse(Refusal.UNKNOWN_RUN))))
                .onFailure(NotBegun.class)
                .recoverWithItem(why -> ((NotBegun) why).found());
    }

    private Uni<Beginning> goOn(Decided decided, Turns.Known known) {
        return switch (known.state()) {
            case Turns.State.Waiting(Pending pending, String answer) ->
                decided.covers(pending) ? take(decided, known, pending) : refuse(Refusal.UNDECIDED);
            // The same decision again.
            case Turns.State.Running running -> Uni.createFrom().item(new Beginning.Joined(known.turn()));
            case Turns.State.Answered(String answer) -> Uni.createFrom().item(new Beginning.Done(known.turn(), answer));
            case Turns.State.Failed failed -> refuse(Refusal.NOT_WAITING);
        };
    }

    private Uni<Beginning> take(Decided decided, Turns.Known known, Pending pending) {
        return conversations
                .find(known.turn().conversationId())
                .chain(found -> found.map(conversation -> take(decided, known, pending, conversation))
                        // It was deleted meanwhile.
                        .orElseGet(() -> refuse(Refusal.UNKNOWN_RUN)));
    }

    private Uni<Beginning> take(Decided decided, Turns.Known known, Pending pending, Conversation conversation) {
        return agents.withRole(conversation.agentRole())
                .chain(agent -> agent.filter(found -> found.agent().enabled())
                        .map(found -> take(decided, known, pending, conversation, found))
                        .orElseGet(() -> refuse(Refusal.AGENT_GONE)));
    }

    private Uni<Beginning> take(
            Decided decided, Turns.Known known, Pending pending, Conversation conversation, TenantAgent agent) {
        return turns.reopen(known.turn().nextAttempt(), agent)
                .chain(mine -> mine
                        ? occupy(conversation, known)
                                .chain(() -> branch(conversation, known))
                                .<Beginning>map(branch -> new Beginning.Begun(again(
                                                decided.who(),
                                                decided.token(),
                                                known,
                                                agent,
                                                new Context(conversation, branch))
                                        .resuming(decided.round(pending))))
                        : Uni.createFrom().item(new Beginning.Joined(known.turn())));
    }

    private Uni<List<Message>> branch(Conversation conversation, Turns.Known known) {
        return conversations.branch(conversation.id(), known.turn().userMessageId(), config.contextMessages() + 1);
    }

    private Uni<Void> occupy(Conversation conversation, Turns.Known known) {
        return conversation
                .runningTurnId()
                .map(running -> turns.find(running)
                        .invoke(other -> other.filter(Turns.Known::isTaken).ifPresent(taken -> {
                            throw new NotBegun(new Beginning.Busy(
                                    running, conversation.settings().whenBusy()));
                        })))
                .orElse(Uni.createFrom().nullItem())
                .chain(() -> conversations.occupyAgain(
                        conversation, known.turn().id(), known.turn().userMessageId()));
    }

    /** Takes a turn that waits from whoever may decide; empty if somebody has decided, or nobody can any more. */
    Uni<Optional<Work>> withdraw(Caller who, AccessToken token, Turns.Known known) {
        return transaction.run(
                who.tenantId(),
                () -> conversations
                        .find(known.turn().conversationId())
                        .chain(conversation -> conversation
                                .map(found -> withdraw(who, token, known, found))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private Uni<Optional<Work>> withdraw(Caller who, AccessToken token, Turns.Known known, Conversation conversation) {
        return agents.withRole(conversation.agentRole())
                .chain(agent -> agent.map(found -> withdraw(who, token, known, conversation, found))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Work>> withdraw(
            Caller who, AccessToken token, Turns.Known known, Conversation conversation, TenantAgent agent) {
        return turns.reopen(known.turn().nextAttempt(), agent)
                .chain(mine -> mine
                        ? branch(conversation, known)
                                .map(branch ->
                                        Optional.of(again(who, token, known, agent, new Context(conversation, branch))))
                        : Uni.createFrom().item(Optional.empty()));
    }

    /** @param all what leads to the user's message, itself included */
    private static Work again(Caller who, AccessToken token, Turns.Known known, TenantAgent agent, Context all) {
        Message question = all.messages().getLast();
        Context before = new Context(
                all.conversation(), all.messages().subList(0, all.messages().size() - 1));
        Asked asked = new Asked(
                who,
                token,
                all.conversation().agentRole(),
                Optional.of(all.conversation().id()),
                new Place.AtLeaf(),
                question.content(),
                List.of(),
                Optional.empty());
        return Work.again(asked, agent, known, before, question);
    }

    private static Uni<Beginning> refuse(Refusal refusal) {
        return Uni.createFrom().item(new Beginning.Refused(refusal));
    }

    /**
     * What a person decided.
     *
     * @param decisions by the id of the call
     */
    public record Decided(Caller who, AccessToken token, UUID runId, Map<String, Decision> decisions) {

        boolean covers(Pending pending) {
            return decisions.keySet().equals(pending.asked());
        }

        Work.DecidedRound round(Pending pending) {
            List<ToolRequest> requests = pending.requests().stream()
                    .map(request -> decisions.get(request.id()) instanceof Decision.Edit(Map<String, Object> arguments)
                            ? request.withArguments(arguments)
                            : request)
                    .toList();
            Map<String, String> rejected = decisions.entrySet().stream()
                    .filter(decision -> decision.getValue() instanceof Decision.Reject)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, decision -> ((Decision.Reject) decision.getValue()).comment()));
            return new Work.DecidedRound(pending.text(), requests, rejected);
        }
    }
}
