package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.Answer.Ending;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.TurnWrites.State;
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

/**
 * The second of a turn's two writes: its end, and the event that tells of it. Every attempt has its event, even one that
 * another has overtaken, because each tells what it used of the model; whoever overtook it has told what it found.
 */
@ApplicationScoped
class EndTurn {

    private final TurnWrites writes;
    private final TenantTransaction transaction;
    private final Outbox outbox;
    private final Contexts contexts;
    private final AnswerFormat format;
    private final TurnsConfig config;

    EndTurn(
            TurnWrites writes,
            TenantTransaction transaction,
            Outbox outbox,
            Contexts contexts,
            AnswerFormat format,
            TurnsConfig config) {
        this.writes = writes;
        this.transaction = transaction;
        this.outbox = outbox;
        this.contexts = contexts;
        this.format = format;
        this.config = config;
    }

    /** Empty if another attempt has taken the turn over. */
    Uni<Optional<TurnEnd>> end(Work work, LiveTurn live, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(UUID id, String text, Exchange exchange, boolean isCutShort) -> {
                Message message = message(
                        work, id, text, exchange, isCutShort ? Message.Ending.BROKEN_OFF : Message.Ending.COMPLETE);
                Ending ending = isCutShort ? new Ending.BrokenOff() : new Ending.Complete();
                String json = json(work, Optional.of(id), text, exchange, ending);
                OutgoingEvent event = TurnEvents.turnCompleted(work, id, exchange);
                yield end(
                        work,
                        live,
                        new TurnWrites.End(
                                work.tenantId(),
                                work.turn(),
                                State.COMPLETED,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(json),
                                usage(work, exchange),
                                Optional.of(message),
                                event),
                        new TurnEnd.Answered(json, false));
            }
            case Outcome.Stopped(UUID id, String text, Exchange exchange) -> {
                Message message = message(work, id, text, exchange, Message.Ending.STOPPED);
                String json = json(work, Optional.of(id), text, exchange, new Ending.Stopped());
                OutgoingEvent event = TurnEvents.turnStopped(work, id, exchange);
                yield end(
                        work,
                        live,
                        new TurnWrites.End(
                                work.tenantId(),
                                work.turn(),
                                State.STOPPED,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(json),
                                usage(work, exchange),
                                Optional.of(message),
                                event),
                        new TurnEnd.Answered(json, false));
            }
            case Outcome.Waiting(Pending pending, Exchange exchange) -> {
                String json =
                        json(work, Optional.empty(), pending.text(), exchange, new Ending.Asks(pending.toApprove()));
                yield end(
                        work,
                        live,
                        new TurnWrites.End(
                                work.tenantId(),
                                work.turn(),
                                State.WAITING,
                                Optional.empty(),
                                Optional.of(pending),
                                Optional.of(exchange.rounds()),
                                Optional.of(json),
                                usage(work, exchange),
                                Optional.empty(),
                                TurnEvents.turnPaused(work, pending, exchange)),
                        new TurnEnd.Answered(json, false));
            }
            case Outcome.BrokenOff(UUID id, String text, Failure failure, Exchange exchange) ->
                fail(
                        work,
                        live,
                        failure,
                        exchange,
                        Optional.of(message(work, id, text, exchange, Message.Ending.BROKEN_OFF)));
            case Outcome.Failed(Failure failure, Exchange exchange) ->
                fail(work, live, failure, exchange, Optional.empty());
        };
    }

    private Uni<Optional<TurnEnd>> fail(
            Work work, LiveTurn live, Failure failure, Exchange exchange, Optional<Message> said) {
        return end(
                work,
                live,
                new TurnWrites.End(
                        work.tenantId(),
                        work.turn(),
                        State.FAILED,
                        Optional.of(failure),
                        Optional.empty(),
                        Optional.of(exchange.rounds()),
                        Optional.empty(),
                        usage(work, exchange),
                        said,
                        TurnEvents.turnFailed(work, failure, exchange)),
                new TurnEnd.Failed(work.turn(), failure));
    }

    private static Usage usage(Work work, Exchange exchange) {
        return work.usageBefore().plus(exchange.usage());
    }

    private static Message message(Work work, UUID id, String text, Exchange exchange, Message.Ending ending) {
        Usage usage = usage(work, exchange);
        return work.question().answer(id, text, exchange.rounds(), usage.inputTokens() + usage.outputTokens(), ending);
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

    private Uni<Optional<TurnEnd>> end(Work work, LiveTurn live, TurnWrites.End written, TurnEnd end) {
        return writes.end(written).chain(ended -> switch (ended) {
            case ACTIVE -> remember(work, written.said().orElseThrow()).replaceWith(Optional.of(end));
            case ENDED -> Uni.createFrom().item(Optional.of(end));
            case SUPERSEDED ->
                transaction
                        .run(work.tenantId(), () -> outbox.add(TurnEvents.turnSuperseded(work, live.callsNotKept())))
                        .replaceWith(Optional.<TurnEnd>empty());
        });
    }

    private Uni<Void> remember(Work work, Message message) {
        return contexts.remember(
                work.tenantId(), work.context().after(work.question(), message, config.contextMessages()));
    }
}
