package dev.spectrum.conversation.runs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens in one attempt of a run: at once for whoever listens here, and now and then, all that came
 * meanwhile in one write, for those who follow it elsewhere. Pieces of text that come at once are one event. To be used on
 * the Vert.x context that made it.
 */
public final class RunJournal {

    private final RunKey run;
    private final RunStreams streams;
    private final Duration pause;
    private final Context context;
    private final UnicastProcessor<RunEvent> listener = UnicastProcessor.create();
    private final StringBuilder piece = new StringBuilder();
    private List<RunEvent> unwritten = new ArrayList<>();
    private @Nullable UUID speaking;
    private EventId last;
    private boolean flushIsDue;
    private boolean isWriting;
    private @Nullable Long timer;

    /** @param pause how long events may wait to be written */
    public RunJournal(RunKey run, int attempt, RunStreams streams, Duration pause) {
        this.run = run;
        this.last = EventId.before(attempt);
        this.streams = streams;
        this.pause = pause;
        this.context = Objects.requireNonNull(Vertx.currentContext());
    }

    /** For one listener, who hears everything from the first event on. Whoever leaves ends nothing. */
    public Multi<RunEvent> events() {
        return listener;
    }

    /** A piece of a message, which begins with its first piece. */
    public void say(UUID messageId, String text) {
        if (!messageId.equals(speaking)) {
            endMessage();
            tell(AgUi.textMessageStart(messageId));
            speaking = messageId;
        }
        piece.append(text);
        if (!flushIsDue) {
            flushIsDue = true;
            // After all that has come by now.
            context.runOnContext(ignored -> flush());
        }
    }

    public void add(AgUi.Event event) {
        endMessage();
        tell(event);
    }

    /** The last event. */
    public void end(AgUi.Event event) {
        endMessage();
        tell(event, true);
        listener.onComplete();
        write();
    }

    private void endMessage() {
        flush();
        UUID open = speaking;
        if (open != null) {
            speaking = null;
            tell(AgUi.textMessageEnd(open));
        }
    }

    private void flush() {
        flushIsDue = false;
        UUID open = speaking;
        if (open != null && !piece.isEmpty()) {
            String text = piece.toString();
            piece.setLength(0);
            tell(AgUi.textMessageContent(open, text));
        }
    }

    private void tell(AgUi.Event event) {
        tell(event, false);
    }

    private void tell(AgUi.Event event, boolean isEnd) {
        last = last.next(isEnd);
        RunEvent told = new RunEvent(last, event.json());
        listener.onNext(told);
        unwritten.add(told);
        if (timer == null && !isWriting) {
            timer = context.owner().setTimer(pause.toMillis(), ignored -> write());
        }
    }

    private void write() {
        if (timer != null) {
            context.owner().cancelTimer(timer);
            timer = null;
        }
        if (isWriting || unwritten.isEmpty()) {
            return;
        }
        List<RunEvent> batch = unwritten;
        unwritten = new ArrayList<>();
        isWriting = true;
        streams.append(run, batch)
                .subscribe()
                .with(isWritten -> context.runOnContext(ignored -> written(batch, isWritten)), never -> {});
    }

    private void written(List<RunEvent> batch, boolean isWritten) {
        isWriting = false;
        if (!isWritten) {
            batch.addAll(unwritten);
            unwritten = batch;
        }
        if (unwritten.isEmpty()) {
            return;
        }
        if (isWritten && last.isEnd()) {
            write();
        } else if (!last.isEnd()) {
            timer = context.owner().setTimer(pause.toMillis(), ignored -> write());
        }
    }
}
