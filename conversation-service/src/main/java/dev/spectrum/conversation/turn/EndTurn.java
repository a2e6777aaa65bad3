package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.Contexts.Remembered;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.platform.model.Usage;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The second of a turn's two transactions: its end, and the event that tells of it. Every attempt has its event, even one
 * that another has overtaken, because each tells what it used of the model.
 */
@ApplicationScoped
class EndTurn {

    private final TenantTransaction transaction;
    private final Conversations conversations;
    private final Turns turns;
    private final Outbox outbox;
    private final Contexts contexts;
    private final AnswerFormat format;
    private final TurnsConfig config;

    EndTurn(
            TenantTransaction transaction,
            Conversations conversations,
            Turns turns,
            Outbox outbox,
            Contexts contexts,
            AnswerFormat format,
            TurnsConfig config) {
        this.transaction = transaction;
        this.conversations = conversations;
        this.turns = turns;
        this.outbox = outbox;
        this.contexts = contexts;
        this.format = format;
        this.config = config;
    }

    /** Empty if another attempt has taken the turn over. */
    Uni<Optional<TurnEnd>> end(Work work, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> answer(work, answered);
            case Outcome.Failed failed -> fail(work, failed);
        };
    }

    private Uni<Optional<TurnEnd>> answer(Work work, Outcome.Answered answered) {
        Usage usage = work.usageBefore().plus(answered.exchange().usage());
        Message message = work.question()
                .answer(
                        Work.newId(),
                        answered.text(),
                        answered.exchange().rounds(),
                        usage.inputTokens() + usage.outputTokens());
        String json = format.json(new Answer(
                work.turn().conversationId(),
                work.turn().id(),
                message.id(),
                message.content(),
                answered.exchange().calls(),
                usage,
                work.agent().agent()));
        return transaction
                .run(
                        work.tenantId(),
                        () -> turns.complete(work.turn(), json, usage)
                                .chain(mine -> mine
                                        ? keepAnswer(work, message, answered.exchange())
                                                .map(Optional::of)
                                        : outbox.add(TurnEvents.turnSuperseded(work, answered.exchange()))
                                                .replaceWith(Optional.<Boolean>empty())))
                .call(kept -> kept.orElse(false)
                        ? remember(work, message)
                        : Uni.createFrom().voidItem())
                .map(kept -> kept.map(active -> new TurnEnd.Answered(json, false)));
    }

    /** Gives whether the answer is now the conversation's active message; not so if the user went on without it. */
    private Uni<Boolean> keepAnswer(Work work, Message message, Outcome.Exchange exchange) {
        return conversations
                .add(work.tenantId(), message)
                .chain(() -> outbox.add(TurnEvents.turnCompleted(work, message.id(), exchange)))
                .chain(() -> conversations.activate(work.conversation(), message.id()));
    }

    private Uni<Void> remember(Work work, Message message) {
        return contexts.remember(
                work.tenantId(),
                new Remembered(
                        work.agentIsRemembered() ? Optional.empty() : Optional.of(work.agent()),
                        Optional.of(work.context().after(work.question(), message, config.contextMessages()))));
    }

    private Uni<Optional<TurnEnd>> fail(Work work, Outcome.Failed failed) {
        Outcome.Exchange exchange = failed.exchange();
        Usage usage = work.usageBefore().plus(exchange.usage());
        return transaction
                .run(
                        work.tenantId(),
                        () -> turns.fail(work.turn(), failed.failure(), exchange.rounds(), usage)
                                .call(mine -> outbox.add(
                                        mine
                                                ? TurnEvents.turnFailed(work, failed.failure(), exchange)
                                                : TurnEvents.turnSuperseded(work, exchange))))
                .map(mine -> mine
                        ? Optional.of(new TurnEnd.Failed(work.turn(), failed.failure()))
                        : Optional.<TurnEnd>empty());
    }
}
