package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.Agents;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.attachments.Attachments;
import dev.spectrum.conversation.turn.Contexts.Remembered;
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

/**
 * The first of a turn's two transactions: keeps the user's message before the model is asked. It works from what is
 * remembered, and its own writes find out whether that is still so: a turn opens only with the newest known version of its
 * agent, and a conversation goes on only from its active message. What was remembered wrongly is read instead.
 */
@ApplicationScoped
class BeginTurn {

    private final TenantTransaction transaction;
    private final Agents agents;
    private final PlaceMessage placeMessage;
    private final Conversations conversations;
    private final Turns turns;
    private final Attachments attachments;
    private final LanguageModel model;
    private final Outbox outbox;
    private final TurnsConfig config;

    BeginTurn(
            TenantTransaction transaction,
            Agents agents,
            PlaceMessage placeMessage,
            Conversations conversations,
            Turns turns,
            Attachments attachments,
            LanguageModel model,
            Outbox outbox,
            TurnsConfig config) {
        this.transaction = transaction;
        this.agents = agents;
        this.placeMessage = placeMessage;
        this.conversations = conversations;
        this.turns = turns;
        this.attachments = attachments;
        this.model = model;
        this.outbox = outbox;
        this.config = config;
    }

    Uni<Beginning> begin(Asked asked, Remembered remembered) {
        return transaction
                .run(asked.who().tenantId(), () -> beginFrom(remembered, asked))
                .onFailure(NotBegun.class)
                .recoverWithItem(why -> ((NotBegun) why).found());
    }

    private Uni<Beginning> beginFrom(Remembered remembered, Asked asked) {
        return agent(asked, remembered)
                .chain(found -> found.isEmpty()
                        ? refuse(asked, remembered, Refusal.UNKNOWN_AGENT)
                        : beginWith(found.get(), asked, remembered));
    }

    private Uni<Optional<TenantAgent>> agent(Asked asked, Remembered remembered) {
        return remembered.agent().isPresent()
                ? Uni.createFrom().item(remembered.agent())
                : agents.withRole(asked.agentRole());
    }

    private Uni<Beginning> beginWith(TenantAgent agent, Asked asked, Remembered remembered) {
        if (!agent.agent().enabled()) {
            return refuse(asked, remembered, Refusal.DISABLED_AGENT);
        }
        return placeMessage.place(asked, agent, remembered.context()).chain(placed -> switch (placed) {
            case Placed.In(Context context) ->
                open(Work.first(asked, agent, remembered.agent().isPresent(), context));
            case Placed.Nowhere(Refusal refusal) -> refuse(asked, remembered, refusal);
        });
    }

    private Uni<Beginning> open(Work work) {
        Turns.Opening opening = new Turns.Opening(
                work.turn(),
                work.asked().who().subject(),
                work.key(),
                work.asked().digest());
        return turns.open(opening, work.agent()).chain(opened -> opened ? keepQuestion(work) : repeat(work));
    }

    private Uni<Beginning> keepQuestion(Work work) {
        return attach(work).chain(asking -> asking.asked().conversationId().isEmpty() ? start(asking) : goOn(asking));
    }

    /** Fails with {@link NotBegun}. */
    private Uni<Work> attach(Work work) {
        List<UUID> wanted = work.asked().attachments();
        return wanted.isEmpty()
                ? Uni.createFrom().item(work)
                : attachments
                        .send(
                                wanted,
                                work.asked().who().subject(),
                                work.conversation().id())
                        .map(files -> {
                            if (files.size() < wanted.size()) {
                                throw new NotBegun(new Beginning.Refused(Refusal.UNKNOWN_ATTACHMENT));
                            }
                            if (files.stream().anyMatch(file -> file.type().isImage())
                                    && !model.sees(work.agent().agent().model())) {
                                throw new NotBegun(new Beginning.Refused(Refusal.BLIND_MODEL));
                            }
                            return work.asking(files);
                        });
    }

    private Uni<Beginning> start(Work work) {
        return conversations
                .start(
                        work.conversation(),
                        work.turn().id(),
                        Conversation.title(work.asked().text()))
                .chain(() -> conversations.add(work.tenantId(), work.question()))
                .chain(() -> outbox.add(TurnEvents.conversationStarted(work.conversation())))
                .replaceWith(new Beginning.Begun(work));
    }

    private Uni<Beginning> goOn(Work work) {
        Conversation conversation = work.context().conversation();
        return unlessTaken(conversation)
                .chain(() -> conversations.occupy(
                        conversation, work.turn().id(), work.question().id()))
                .chain(mine -> mine ? addQuestion(work) : goOnFromWhereItStands(work));
    }

    /** Fails with {@link NotBegun}. */
    private Uni<Void> unlessTaken(Conversation conversation) {
        return conversation
                .runningTurnId()
                .map(running -> turns.find(running)
                        .invoke(known -> known.filter(Turns.Known::isTaken).ifPresent(taken -> {
                            throw new NotBegun(new Beginning.Busy(
                                    running, conversation.settings().whenBusy()));
                        }))
                        .replaceWithVoid())
                .orElse(Uni.createFrom().voidItem());
    }

    private Uni<Beginning> addQuestion(Work work) {
        return conversations.add(work.tenantId(), work.question()).replaceWith(new Beginning.Begun(work));
    }

    /** The conversation has gone on since it was remembered or read. */
    private Uni<Beginning> goOnFromWhereItStands(Work work) {
        return placeMessage.place(work.asked(), work.agent(), Optional.empty()).chain(placed -> switch (placed) {
            case Placed.In(Context context) -> goOn(work.in(context));
            case Placed.Nowhere(Refusal refusal) -> throw new NotBegun(new Beginning.Refused(refusal));
        });
    }

    /** The turn did not open: the question was asked before, or the agent was remembered wrongly. */
    private Uni<Beginning> repeat(Work work) {
        return turns.withKey(work.asked().who().subject(), work.key())
                .chain(known -> known.map(earlier -> repeat(work.asked(), earlier))
                        .orElseGet(() -> beginFrom(Remembered.NOTHING, work.asked())));
    }

    private Uni<Beginning> repeat(Asked asked, Turns.Known earlier) {
        if (!earlier.wasAskedBy(asked)) {
            return Uni.createFrom().item(new Beginning.Refused(Refusal.KEY_REUSED));
        }
        return switch (earlier.state()) {
            case Turns.State.Answered(String answer) ->
                Uni.createFrom().item(new Beginning.Done(earlier.turn(), answer));
            case Turns.State.Waiting(Pending pending, String answer) ->
                Uni.createFrom().item(new Beginning.Done(earlier.turn(), answer));
            case Turns.State.Running(Instant expiresAt)
            when expiresAt.isAfter(Instant.now()) -> Uni.createFrom().item(new Beginning.Joined(earlier.turn()));
            case Turns.State.Running lost -> tryAgain(asked, earlier);
            case Turns.State.Failed failed -> tryAgain(asked, earlier);
        };
    }

    private Uni<Beginning> tryAgain(Asked asked, Turns.Known earlier) {
        return agents.withRole(asked.agentRole())
                .chain(agent -> agent.filter(found -> found.agent().enabled())
                        .map(found -> tryAgain(asked, found, earlier))
                        .orElseGet(() -> beginFrom(Remembered.NOTHING, asked)));
    }

    private Uni<Beginning> tryAgain(Asked asked, TenantAgent agent, Turns.Known earlier) {
        return turns.reopen(earlier.turn().nextAttempt(), agent)
                .chain(mine -> mine
                        ? resume(asked, agent, earlier)
                        : Uni.createFrom().item(new Beginning.Joined(earlier.turn())));
    }

    private Uni<Beginning> resume(Asked asked, TenantAgent agent, Turns.Known earlier) {
        return conversations
                .find(earlier.turn().conversationId())
                .map(Optional::orElseThrow)
                .call(conversation -> unlessTaken(conversation)
                        .chain(() -> conversations.occupyAgain(
                                conversation,
                                earlier.turn().id(),
                                earlier.turn().userMessageId())))
                .chain(conversation -> conversations
                        .branch(conversation.id(), earlier.turn().userMessageId(), config.contextMessages() + 1)
                        .map(branch -> resumed(asked, agent, earlier, conversation, branch)));
    }

    private static Beginning resumed(
            Asked asked, TenantAgent agent, Turns.Known earlier, Conversation conversation, List<Message> branch) {
        Context before = new Context(conversation, branch.subList(0, branch.size() - 1));
        return new Beginning.Begun(Work.again(asked, agent, earlier, before, branch.getLast()));
    }

    /** Nobody is refused for what is only remembered. */
    private Uni<Beginning> refuse(Asked asked, Remembered remembered, Refusal refusal) {
        return remembered.equals(Remembered.NOTHING)
                ? refuseUnlessAnswered(asked, refusal)
                : beginFrom(Remembered.NOTHING, asked);
    }

    /** The same question may have been answered when it was still allowed: then that answer stands. */
    private Uni<Beginning> refuseUnlessAnswered(Asked asked, Refusal refusal) {
        return asked.key()
                .map(key -> turns.withKey(asked.who().subject(), key))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .map(known -> known.filter(earlier -> earlier.wasAskedBy(asked)))
                .map(known -> known.isPresent() && known.get().state() instanceof Turns.State.Answered(String answer)
                        ? new Beginning.Done(known.get().turn(), answer)
                        : new Beginning.Refused(refusal));
    }
}
