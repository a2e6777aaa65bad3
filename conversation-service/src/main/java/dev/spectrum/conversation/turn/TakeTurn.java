package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.model.Usage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Takes a user's message and gives the agent's answer: one read of what is remembered, one transaction that keeps the
 * message, the model and its tools, one transaction that keeps the answer, one write of what to remember.
 */
@ApplicationScoped
public class TakeTurn {

    private static final Logger LOG = Logger.getLogger(TakeTurn.class);

    private final Contexts contexts;
    private final BeginTurn beginTurn;
    private final AnswerMessage answerMessage;
    private final EndTurn endTurn;
    private final JoinTurn joinTurn;

    TakeTurn(Contexts contexts, BeginTurn beginTurn, AnswerMessage answerMessage, EndTurn endTurn, JoinTurn joinTurn) {
        this.contexts = contexts;
        this.beginTurn = beginTurn;
        this.answerMessage = answerMessage;
        this.endTurn = endTurn;
        this.joinTurn = joinTurn;
    }

    /** Goes on to its end even if nobody waits for it any more. */
    public Uni<TurnEnd> take(Asked asked) {
        return CallerContext.returnTo(
                        () -> contexts.recall(asked.who().tenantId(), asked.agentRole(), asked.conversationId()))
                .chain(remembered -> beginTurn.begin(asked, remembered))
                .chain(beginning -> goOn(asked, beginning))
                // A client that leaves cancels its own waiting, not the turn.
                .memoize()
                .indefinitely();
    }

    private Uni<TurnEnd> goOn(Asked asked, Beginning beginning) {
        return switch (beginning) {
            case Beginning.Begun(Work work) -> answer(work);
            case Beginning.Joined(Turn turn) -> joinTurn.join(asked.who().tenantId(), turn);
            case Beginning.Done(String answer) -> Uni.createFrom().item(new TurnEnd.Answered(answer, true));
            case Beginning.Refused(Refusal refusal) -> Uni.createFrom().item(new TurnEnd.Refused(refusal));
        };
    }

    private Uni<TurnEnd> answer(Work work) {
        return CallerContext.returnTo(() -> answerMessage.answer(work))
                .onFailure()
                .recoverWithItem(mistake -> ourMistake(work, mistake))
                .chain(outcome -> endTurn.end(work, outcome))
                .chain(end -> end.map(mine -> Uni.createFrom().item(mine))
                        .orElseGet(() -> joinTurn.join(work.tenantId(), work.turn())));
    }

    private static Outcome ourMistake(Work work, Throwable mistake) {
        LOG.errorf(mistake, "Turn %s failed unforeseen", work.turn().id());
        return new Outcome.Failed(Failure.INTERNAL, new Exchange(work.roundsBefore(), Usage.NONE, ""));
    }
}
