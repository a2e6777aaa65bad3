package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.Answer.Ending;
import dev.spectrum.conversation.turn.Contexts.Remembered;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.model.Usage;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

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
            case Outcome.Answered(UUID id, String text, Exchange exchange, boolean isCutShort) -> {
                Message message = message(
                        work, id, text, exchange, isCutShort ? Message.Ending.BROKEN_OFF : Message.Ending.COMPLETE);
                String json =
                        json(work, message, exchange, isCutShort ? new Ending.BrokenOff() : new Ending.Complete());
                yield end(
                        work,
                        exchange,
                        () -> turns.complete(work.turn(), json, usage(work, exchange)),
                        Optional.of(message),
                        TurnEvents.turnCompleted(work, id, exchange),
                        new TurnEnd.Answered(json, false));
            }
            case Outcome.Stopped(UUID id, String text, Exchange exchange) -> {
                Message message = message(work, id, text, exchange, Message.Ending.STOPPED);
                String json = json(work, message, exchange, new Ending.Stopped());
                yield end(
                        work,
                        exchange,
                        () -> turns.stop(work.turn(), json, usage(work, exchange)),
                        Optional.of(message),
                        TurnEvents.turnStopped(work, id, exchange),
                        new TurnEnd.Answered(json, false));
            }
            case Outcome.Waiting(Pending pending, Exchange exchange) -> {
                String json =
                        json(work, Optional.empty(), pending.text(), exchange, new Ending.Asks(pending.toApprove()));
                yield end(
                        work,
                        exchange,
                        () -> turns.pause(work.turn(), pending, exchange.rounds(), json, usage(work, exchange)),
                        Optional.empty(),
                        TurnEvents.turnPaused(work, pending, exchange),
                        new TurnEnd.Answered(json, false));
            }
            case Outcome.BrokenOff(UUID id, String text, Failure failure, Exchange exchange) ->
                fail(
                        work,
                        failure,
                        exchange,
                        Optional.of(message(work, id, text, exchange, Message.Ending.BROKEN_OFF)));
            case Outcome.Failed(Failure failure, Exchange exchange) -> fail(work, failure, exchange, Optional.empty());
        };
    }

    private Uni<Optional<TurnEnd>> fail(Work work, Failure failure, Exchange exchange, Optional<Message> said) {
        return end(
                work,
                exchange,
                () -> turns.fail(work.turn(), failure, exchange.rounds(), usage(work, exchange)),
                said,
                TurnEvents.turnFailed(work, failure, exchange),
                new TurnEnd.Failed(work.turn(), failure));
    }

    private static Usage usage(Work work, Exchange exchange) {
        return work.usageBefore().plus(exchange.usage());
    }

    private static Message message(Work work, UUID id, String text, Exchange exchange, Message.Ending ending) {
        Usage usage = usage(work, exchange);
        return work.question().answer(id, text, exchange.rounds(), usage.inputTokens() + usage.outputTokens(), ending);
    }

    private String json(Work work, Message message, Exchange exchange, Ending ending) {
        return json(work, Optional.of(message.id()), message.content(), exchange, ending);
    }

    private String json(Work work, Optional<UUID> messageId, String text, Exchange exchange, Ending ending) {
        return format.json(new Answer(
                work.turn().conversationId(),
                work.turn().id(),
                messageId,
                text,
                exchange.calls(),
                usage(work, exchange),
                work.agent().agent(),
                ending));
    }

    private Uni<Optional<TurnEnd>> end(
            Work work,
            Exchange exchange,
            Supplier<Uni<Boolean>> close,
            Optional<Message> message,
            OutgoingEvent event,
            TurnEnd end) {
        return transaction
                .run(
                        work.tenantId(),
                        () -> close.get()
                                .chain(mine -> mine
                                        ? keep(work, message, event).map(Optional::of)
                                        : outbox.add(TurnEvents.turnSuperseded(work, exchange))
                                                .replaceWith(Optional.<Boolean>empty())))
                .call(isActive -> isActive.orElse(false)
                        ? remember(work, message.orElseThrow())
                        : Uni.createFrom().voidItem())
                .map(isActive -> isActive.map(mine -> end));
    }

    /** Gives whether the message is now the conversation's active one; not so if the user went on without it. */
    private Uni<Boolean> keep(Work work, Optional<Message> message, OutgoingEvent event) {
        return message.map(said -> conversations.add(work.tenantId(), said))
                .orElse(Uni.createFrom().voidItem())
                .chain(() -> outbox.add(event))
                .chain(() ->
                        conversations.release(work.conversation(), work.turn().id(), message.map(Message::id)))
                .map(isActive -> isActive && message.isPresent());
    }

    private Uni<Void> remember(Work work, Message message) {
        return contexts.remember(
                work.tenantId(),
                new Remembered(
                        work.agentIsRemembered() ? Optional.empty() : Optional.of(work.agent()),
                        Optional.of(work.context().after(work.question(), message, config.contextMessages()))));
    }
}
