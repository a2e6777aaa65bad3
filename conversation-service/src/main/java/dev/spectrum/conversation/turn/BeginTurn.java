package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.Agents;
import dev.spectrum.conversation.agents.KnownAgents;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.attachments.Attachments;
import dev.spectrum.conversation.turn.PlaceMessage.Placed;
import dev.spectrum.conversation.turn.domain.Context;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The first of a turn's two writes: keeps the user's message before the model is asked. It goes on from what is remembered, and
 * the write itself finds out whether that is still so: a turn opens only with the newest known version of its agent, and a
 * conversation goes on only from its active message. What is not remembered, or wrongly, is read first, in a transaction of
 * its own; nobody is refused for what is only remembered.
 */
@ApplicationScoped
class BeginTurn {

    private final TenantTransaction transaction;
    private final Agents agents;
    private final KnownAgents knownAgents;
    private final PlaceMessage placeMessage;
    private final Conversations conversations;
    private final Turns turns;
    private final Attachments attachments;
    private final LanguageModel model;
    private final TurnWrites writes;
    private final Outbox outbox;
    private final TurnsConfig config;

    BeginTurn(
            TenantTransaction transaction,
            Agents agents,
            KnownAgents knownAgents,
            PlaceMessage placeMessage,
            Conversations conversations,
            Turns turns,
            Attachments attachments,
            LanguageModel model,
            TurnWrites writes,
            Outbox outbox,
            TurnsConfig config) {
        this.transaction = transaction;
        this.agents = agents;
        this.knownAgents = knownAgents;
        this.placeMessage = placeMessage;
        this.conversations = conversations;
        this.turns = turns;
        this.attachments = attachments;
        this.model = model;
        this.writes = writes;
        this.outbox = outbox;
        this.config = config;
    }

    Uni<Beginning> begin(Asked asked, Optional<Context> remembered) {
        return knownAgents
                .withRole(asked.who().tenantId(), asked.agentRole())
                .filter(agent -> agent.agent().enabled())
                .flatMap(agent -> placeMessage
                        .fromMemory(asked, agent, remembered)
                        .map(context -> write(Work.first(asked, agent, context))))
                .orElseGet(() -> read(asked));
    }

    private Uni<Beginning> write(Work work) {
        return work.asked().attachments().isEmpty()
                ? writeNow(work)
                : inTransaction(work.asked(), () -> findFiles(work)).chain(found -> switch (found) {
                    case Found.Ready(Work complete) -> writeNow(complete);
                    case Found.Settled(Beginning beginning) -> Uni.createFrom().item(beginning);
                });
    }

    private Uni<Found> findFiles(Work work) {
        List<UUID> wanted = work.asked().attachments();
        return attachments.ofUser(wanted, work.asked().who().subject()).chain(files -> {
            if (files.size() < wanted.size()) {
                return refuse(work.asked(), Refusal.UNKNOWN_ATTACHMENT);
            }
            boolean hasImages = files.stream().anyMatch(file -> file.type().isImage());
            return hasImages && !model.sees(work.agent().agent().model())
                    ? refuse(work.asked(), Refusal.BLIND_MODEL)
                    : Uni.createFrom().item(new Found.Ready(work.asking(files)));
        });
    }

    private Uni<Beginning> writeNow(Work work) {
        return writes.begin(opening(work)).chain(begun -> switch (begun) {
            case BEGUN -> Uni.createFrom().item(new Beginning.Begun(work));
            case REPEATED -> repeated(work);
            case OUTDATED, MOVED -> read(work.asked());
            case FILES_TAKEN -> Uni.createFrom().item(new Beginning.Refused(Refusal.UNKNOWN_ATTACHMENT));
        });
    }

    private static TurnWrites.Beginning opening(Work work) {
        return new TurnWrites.Beginning(
                work.agent(),
                work.turn(),
                work.key(),
                work.asked().digest(),
                work.context().conversation(),
                work.question(),
                work.startsConversation() ? Optional.of(start(work)) : Optional.empty());
    }

    private static TurnWrites.Start start(Work work) {
        return new TurnWrites.Start(
                Conversation.title(work.asked().text()), TurnEvents.conversationStarted(work.conversation()));
    }

    /** What was found where nothing was remembered: a turn that can begin, or why none does. */
    private sealed interface Found {

        record Ready(Work work) implements Found {}

        record Settled(Beginning beginning) implements Found {}
    }

    private Uni<Beginning> read(Asked asked) {
        return inTransaction(asked, () -> find(asked)).chain(found -> switch (found) {
            case Found.Ready(Work work) -> write(work);
            case Found.Settled(Beginning beginning) -> Uni.createFrom().item(beginning);
        });
    }

    private Uni<Found> inTransaction(Asked asked, Supplier<Uni<Found>> work) {
        return transaction
                .run(asked.who().tenantId(), work)
                .onFailure(NotBegun.class)
                .recoverWithItem(why -> new Found.Settled(((NotBegun) why).found()));
    }

    private Uni<Found> find(Asked asked) {
        return agents.withRole(asked.agentRole())
                .invoke(agent -> agent.ifPresent(knownAgents::keep))
                .chain(agent -> agent.isEmpty()
                        ? refuse(asked, Refusal.UNKNOWN_AGENT)
                        : agent.get().agent().enabled()
                                ? findPlace(asked, agent.get())
                                : refuse(asked, Refusal.DISABLED_AGENT));
    }

    private Uni<Found> findPlace(Asked asked, TenantAgent agent) {
        return placeMessage.place(asked, agent).chain(placed -> switch (placed) {
            case Placed.In(Context context) -> ready(Work.first(asked, agent, context));
            case Placed.Nowhere(Refusal refusal) -> refuse(asked, refusal);
        });
    }

    /** Where another message is being answered, that may be the very same one. */
    private Uni<Found> ready(Work work) {
        Conversation conversation = work.context().conversation();
        return busy(conversation)
                .chain(busy -> busy.isEmpty()
                        ? Uni.createFrom().item(new Found.Ready(work))
                        : earlier(work.asked())
                                .chain(earlier -> earlier.map(known -> repeat(work.asked(), known))
                                        .orElseGet(() -> settled(busy.get()))));
    }

    private Uni<Optional<Beginning>> busy(Conversation conversation) {
        return conversation
                .runningTurnId()
                .map(running -> turns.find(running)
                        .map(known -> known.filter(Turns.Known::isTaken).map(taken -> (Beginning) new Beginning.Busy(
                                running, conversation.settings().whenBusy()))))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Turns.Known>> earlier(Asked asked) {
        return asked.key()
                .map(key -> turns.withKey(asked.who().subject(), key))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Beginning> repeated(Work work) {
        Asked asked = work.asked();
        return inTransaction(
                        asked,
                        () -> turns.withKey(asked.who().subject(), work.key())
                                .chain(known -> known.map(earlier -> repeat(asked, earlier))
                                        // Its user was erased meanwhile.
                                        .orElseGet(() -> find(asked))))
                .chain(found -> switch (found) {
                    case Found.Ready(Work again) -> write(again);
                    case Found.Settled(Beginning beginning) -> Uni.createFrom().item(beginning);
                });
    }

    private Uni<Found> repeat(Asked asked, Turns.Known earlier) {
        if (!earlier.wasAskedBy(asked)) {
            return settled(new Beginning.Refused(Refusal.KEY_REUSED));
        }
        return switch (earlier.state()) {
            case Turns.State.Answered(String answer) -> settled(new Beginning.Done(earlier.turn(), answer));
            case Turns.State.Waiting(Pending pending, String answer) ->
                settled(new Beginning.Done(earlier.turn(), answer));
            case Turns.State.Running(Instant expiresAt)
            when expiresAt.isAfter(Instant.now()) -> settled(new Beginning.Joined(earlier.turn()));
            case Turns.State.Running lost -> tryAgain(asked, earlier);
            case Turns.State.Failed failed -> tryAgain(asked, earlier);
        };
    }

    private Uni<Found> tryAgain(Asked asked, Turns.Known earlier) {
        return agents.withRole(asked.agentRole())
                .chain(agent -> agent.isEmpty()
                        ? settled(new Beginning.Refused(Refusal.UNKNOWN_AGENT))
                        : agent.get().agent().enabled()
                                ? tryAgain(asked, agent.get(), earlier)
                                : settled(new Beginning.Refused(Refusal.DISABLED_AGENT)));
    }

    private Uni<Found> tryAgain(Asked asked, TenantAgent agent, Turns.Known earlier) {
        return turns.lockLost(earlier.turn())
                .chain(lost -> turns.reopen(earlier.turn().nextAttempt(), agent)
                        .chain(mine -> mine
                                ? tell(asked.who().tenantId(), lost).chain(() -> resume(asked, agent, earlier))
                                : settled(new Beginning.Joined(earlier.turn()))));
    }

    /** What a process that died had asked of models; one that had not got as far has nothing to tell. */
    private Uni<Void> tell(UUID tenantId, Optional<Turns.Lost> lost) {
        return lost.filter(found -> !found.calls().made().isEmpty())
                .map(found -> outbox.add(TurnEvents.turnSuperseded(tenantId, found)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Found> resume(Asked asked, TenantAgent agent, Turns.Known earlier) {
        return conversations
                .find(earlier.turn().conversationId())
                .map(found ->
                        found.orElseThrow(() -> new NotBegun(new Beginning.Refused(Refusal.UNKNOWN_CONVERSATION))))
                .call(conversation -> unlessTaken(conversation)
                        .chain(() -> conversations.occupyAgain(
                                conversation,
                                earlier.turn().id(),
                                earlier.turn().userMessageId())))
                .chain(conversation -> conversations
                        .branch(conversation.id(), earlier.turn().userMessageId(), config.contextMessages() + 1)
                        .map(branch -> new Found.Settled(resumed(asked, agent, earlier, conversation, branch))));
    }

    /** Like a conversation that was deleted, fails with {@link NotBegun}: the attempt is open already. */
    private Uni<Void> unlessTaken(Conversation conversation) {
        return busy(conversation)
                .invoke(busy -> busy.ifPresent(found -> {
                    throw new NotBegun(found);
                }))
                .replaceWithVoid();
    }

    private static Beginning resumed(
            Asked asked, TenantAgent agent, Turns.Known earlier, Conversation conversation, List<Message> branch) {
        Context before = new Context(conversation, branch.subList(0, branch.size() - 1));
        return new Beginning.Begun(Work.again(asked, agent, earlier, before, branch.getLast()));
    }

    /** The same question may have been answered when it was still allowed: then that answer stands. */
    private Uni<Found> refuse(Asked asked, Refusal refusal) {
        return earlier(asked)
                .map(known -> known.filter(earlier -> earlier.wasAskedBy(asked)))
                .map(known -> known.isPresent() && known.get().state() instanceof Turns.State.Answered(String answer)
                        ? new Beginning.Done(known.get().turn(), answer)
                        : new Beginning.Refused(refusal))
                .map(Found.Settled::new);
    }

    private static Uni<Found> settled(Beginning beginning) {
        return Uni.createFrom().item(new Found.Settled(beginning));
    }
}
