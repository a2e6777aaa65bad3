package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.runs.AgUi;
import dev.spectrum.conversation.runs.EventId;
import dev.spectrum.conversation.runs.RunEvent;
import dev.spectrum.conversation.runs.RunKey;
import dev.spectrum.conversation.runs.RunStreams;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens in a turn that is taken elsewhere, or was: from its stream in Redis, and from the database where that is
 * gone. A stream that begins anew, with {@code RUN_STARTED}, replaces all that was heard of the attempt before.
 */
@ApplicationScoped
public class FollowTurn {

    private static final Duration PAUSE = Duration.ofMillis(100);
    /** How many pauses without an event there are between two looks into the database. */
    private static final int PATIENCE = 10;

    private final RunStreams streams;
    private final TenantTransaction transaction;
    private final Turns turns;
    private final ToldAnswers answers;

    FollowTurn(RunStreams streams, TenantTransaction transaction, Turns turns, ToldAnswers answers) {
        this.streams = streams;
        this.transaction = transaction;
        this.turns = turns;
        this.answers = answers;
    }

    /**
     * Empty if the user has no such run.
     *
     * @param last the last event that was heard; empty to begin with the first of the last attempt
     */
    public Uni<Optional<Multi<RunEvent>>> follow(Caller who, UUID runId, Optional<EventId> last) {
        return transaction
                .run(who.tenantId(), () -> turns.find(runId))
                .map(found -> found.filter(known -> known.userId().equals(who.subject()))
                        .map(known -> follow(
                                who.tenantId(),
                                known.turn(),
                                last.orElseGet(() -> EventId.before(known.turn().attempt())))));
    }

    Multi<RunEvent> fromItsBeginning(UUID tenantId, Turn turn) {
        return follow(tenantId, turn, EventId.before(turn.attempt()));
    }

    private Multi<RunEvent> follow(UUID tenantId, Turn turn, EventId last) {
        return last.isEnd()
                ? Multi.createFrom().empty()
                : Multi.createBy()
                        .repeating()
                        .uni(() -> new Follower(tenantId, turn, last), Follower::next)
                        .whilst(events ->
                                events.isEmpty() || !events.getLast().id().isEnd())
                        .onItem()
                        .<RunEvent>disjoint();
    }

    private final class Follower {

        private final UUID tenantId;
        private final Turn turn;
        private EventId last;
        private int pauses = PATIENCE;
        /** Something is missing in the stream. */
        private boolean isBroken;
        /** The turn has ended, and its stream was read once more after that. */
        private boolean isOver;

        Follower(UUID tenantId, Turn turn, EventId last) {
            this.tenantId = tenantId;
            this.turn = turn;
            this.last = last;
        }

        Uni<List<RunEvent>> next() {
            return CallerContext.returnTo(() -> isBroken
                            ? Uni.createFrom().item(List.<RunEvent>of())
                            : streams.after(new RunKey(tenantId, turn.id()), last))
                    .map(this::inOrder)
                    .chain(events -> events.isEmpty() ? look() : heard(events));
        }

        /** What follows without a gap; the next attempt is another stream. */
        private List<RunEvent> inOrder(List<RunEvent> events) {
            List<RunEvent> inOrder = new ArrayList<>();
            EventId before = last;
            for (RunEvent event : events) {
                if (!event.id().follows(before)) {
                    isBroken = inOrder.isEmpty();
                    break;
                }
                inOrder.add(event);
                before = event.id();
                if (before.isEnd()) {
                    break;
                }
            }
            return inOrder;
        }

        private Uni<List<RunEvent>> heard(List<RunEvent> events) {
            last = events.getLast().id();
            pauses = 0;
            return Uni.createFrom().item(events);
        }

        private Uni<List<RunEvent>> look() {
            if (pauses++ < PATIENCE) {
                return pause();
            }
            pauses = 0;
            return transaction
                    .run(tenantId, () -> turns.find(turn.id()))
                    .chain(found -> found.map(this::goOn)
                            // Its user was erased meanwhile.
                            .orElseGet(() ->
                                    Uni.createFrom().item(numbered(List.of(ToldAnswers.failed(Failure.INTERRUPTED))))));
        }

        private Uni<List<RunEvent>> goOn(Turns.Known known) {
            if (known.state() instanceof Turns.State.Running && known.turn().attempt() == last.attempt()) {
                return pause();
            } else if (!isOver && !isBroken) {
                // Its last events may be on their way.
                isOver = true;
                pauses = PATIENCE;
                return pause();
            }
            return Uni.createFrom().item(end(known));
        }

        private List<RunEvent> end(Turns.Known known) {
            return numbered(
                    switch (known.state()) {
                        case Turns.State.Answered(String answer) -> answers.replay(known.turn(), answer);
                        case Turns.State.Waiting(Pending pending, String answer) ->
                            answers.replay(known.turn(), answer);
                        case Turns.State.Failed(Failure failure) -> List.of(ToldAnswers.failed(failure));
                        case Turns.State.Running again -> List.of(ToldAnswers.failed(Failure.INTERRUPTED));
                    });
        }

        private List<RunEvent> numbered(List<AgUi.Event> events) {
            List<RunEvent> numbered = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                last = last.next(i == events.size() - 1);
                numbered.add(new RunEvent(last, events.get(i).json()));
            }
            return numbered;
        }

        private static Uni<List<RunEvent>> pause() {
            return CallerContext.returnTo(() -> Uni.createFrom()
                    .item(List.<RunEvent>of())
                    .onItem()
                    .delayIt()
                    .by(PAUSE));
        }
    }
}
