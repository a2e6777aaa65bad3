package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.runs.RunEvent;
import dev.spectrum.conversation.runs.RunJournal;
import dev.spectrum.conversation.runs.RunKey;
import dev.spectrum.conversation.runs.RunStreams;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes a user's message and gives the agent's answer: one read of what is remembered, one transaction that keeps the
 * message, the model and its tools, one transaction that keeps the answer, one write of what to remember. Once begun it goes
 * on to its end, whether or not anybody waits for it.
 */
@ApplicationScoped
public class TakeTurn {

    private static final Logger LOG = Logger.getLogger(TakeTurn.class);

    private final BeginTurns beginTurns;
    private final ResumeTurn resumeTurn;
    private final ShowAttachments showAttachments;
    private final FitWindow fitWindow;
    private final AnswerMessage answerMessage;
    private final EndTurn endTurn;
    private final JoinTurn joinTurn;
    private final FollowTurn followTurn;
    private final LiveTurns live;
    private final RunStreams streams;
    private final ToldAnswers toldAnswers;
    private final TurnsConfig config;

    TakeTurn(
            BeginTurns beginTurns,
            ResumeTurn resumeTurn,
            ShowAttachments showAttachments,
            FitWindow fitWindow,
            AnswerMessage answerMessage,
            EndTurn endTurn,
            JoinTurn joinTurn,
            FollowTurn followTurn,
            LiveTurns live,
            RunStreams streams,
            ToldAnswers toldAnswers,
            TurnsConfig config) {
        this.beginTurns = beginTurns;
        this.resumeTurn = resumeTurn;
        this.showAttachments = showAttachments;
        this.fitWindow = fitWindow;
        this.answerMessage = answerMessage;
        this.endTurn = endTurn;
        this.joinTurn = joinTurn;
        this.followTurn = followTurn;
        this.live = live;
        this.streams = streams;
        this.toldAnswers = toldAnswers;
        this.config = config;
    }

    /** What somebody who wants to hear the answer piece by piece gets. */
    public sealed interface Heard {

        record Events(Multi<RunEvent> events) implements Heard {}

        /** Another message is being answered in the conversation. */
        record Busy(UUID runId) implements Heard {}

        record Refused(Refusal refusal) implements Heard {}
    }

    /** The whole answer at once. */
    public Uni<TurnEnd> take(Asked asked) {
        return take(asked.who().tenantId(), beginTurns.begin(asked));
    }

    /** The same for a turn that waited for a person's decision. */
    public Uni<TurnEnd> take(ResumeTurn.Decided decided) {
        return take(decided.who().tenantId(), resumeTurn.resume(decided));
    }

    private Uni<TurnEnd> take(UUID tenantId, Uni<Beginning> begun) {
        return begun.chain(beginning -> switch (beginning) {
                    case Beginning.Begun(Work work) ->
                        answer(work, new LiveTurn(work.tenantId(), work.turn(), Narrator.SILENT));
                    case Beginning.Joined(Turn turn) -> joinTurn.join(tenantId, turn.id());
                    case Beginning.Done(Turn turn, String answer) -> end(new TurnEnd.Answered(answer, true));
                    case Beginning.Busy busy -> end(new TurnEnd.Busy(busy.runId()));
                    case Beginning.Refused(Refusal refusal) -> end(new TurnEnd.Refused(refusal));
                })
                // A client that leaves cancels its own waiting, not the turn.
                .memoize()
                .indefinitely();
    }

    /** The answer as it comes. */
    public Uni<Heard> hear(Asked asked) {
        return hear(asked.who().tenantId(), beginTurns.begin(asked));
    }

    /** The same for a turn that waited for a person's decision. */
    public Uni<Heard> hear(ResumeTurn.Decided decided) {
        return hear(decided.who().tenantId(), resumeTurn.resume(decided));
    }

    private Uni<Heard> hear(UUID tenantId, Uni<Beginning> begun) {
        return begun.<Heard>map(beginning -> switch (beginning) {
                    case Beginning.Begun(Work work) -> new Heard.Events(tell(work));
                    case Beginning.Joined(Turn turn) -> new Heard.Events(followTurn.fromItsBeginning(tenantId, turn));
                    case Beginning.Done(Turn turn, String answer) ->
                        new Heard.Events(followTurn.fromItsBeginning(tenantId, turn));
                    case Beginning.Busy busy -> new Heard.Busy(busy.runId());
                    case Beginning.Refused(Refusal refusal) -> new Heard.Refused(refusal);
                })
                .memoize()
                .indefinitely();
    }

    private Multi<RunEvent> tell(Work work) {
        RunJournal journal = new RunJournal(
                new RunKey(work.tenantId(), work.turn().id()), work.turn().attempt(), streams, config.journalPause());
        Narrator narrator = new JournalNarrator(work.turn(), journal, toldAnswers, config.resultCharacters());
        answer(work, new LiveTurn(work.tenantId(), work.turn(), narrator))
                .subscribe()
                .with(end -> {}, failure -> {
                    LOG.errorf(
                            failure,
                            "The end of turn %s can't be kept",
                            work.turn().id());
                    journal.end(ToldAnswers.failed(Failure.INTERNAL));
                });
        return journal.events();
    }

    private Uni<TurnEnd> answer(Work work, LiveTurn turn) {
        live.add(turn);
        turn.narrator().begin(work);
        return CallerContext.returnTo(() -> prepare(work, turn))
                .chain(prepared -> CallerContext.returnTo(() -> answerMessage.answer(prepared, turn))
                        .onFailure()
                        .recoverWithItem(mistake -> ourMistake(prepared, turn, mistake))
                        .map(outcome -> new Come(prepared, outcome)))
                .onFailure()
                .recoverWithItem(mistake -> new Come(work, ourMistake(work, turn, mistake)))
                .chain(come -> end(come.work(), turn, come.outcome()))
                .onTermination()
                .invoke(() -> live.remove(turn));
    }

    private record Come(Work work, Outcome outcome) {}

    /** What the model is shown of the conversation. */
    private Uni<Work> prepare(Work work, LiveTurn turn) {
        return showAttachments.show(work).chain(shown -> fitWindow.fit(shown, turn));
    }

    private Uni<TurnEnd> end(Work work, LiveTurn turn, Outcome outcome) {
        return endTurn.end(work, turn, outcome)
                // Where there is something in it that can't be kept; it must not look as if it were still being
                // answered.
                .onFailure()
                .recoverWithUni(mistake -> endTurn.end(work, turn, ourMistake(work, turn, mistake)))
                .chain(end -> end.map(TakeTurn::end).orElseGet(() -> overtaken(turn)))
                .invoke(end -> turn.narrator().end(end, outcome.exchange()));
    }

    /** By another attempt, whose end counts. */
    private Uni<TurnEnd> overtaken(LiveTurn turn) {
        live.remove(turn);
        return joinTurn.join(turn.tenantId(), turn.turn().id());
    }

    private static Outcome ourMistake(Work work, LiveTurn turn, Throwable mistake) {
        LOG.errorf(mistake, "Turn %s failed unforeseen", work.turn().id());
        return new Outcome.Failed(Failure.INTERNAL, new Exchange(work.roundsBefore(), turn.calls()));
    }

    private static Uni<TurnEnd> end(TurnEnd end) {
        return Uni.createFrom().item(end);
    }
}
