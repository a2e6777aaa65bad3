package dev.spectrum.agent.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.web.EventStream;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Starts what a request asks for and answers it, at its end or event by event. An {@code Idempotency-Key} belongs to the run
 * itself, since a model's answer can't be part of a transaction.
 */
@ApplicationScoped
public class RunAnswers {

    private static final int SOON = 2;

    private final StartRun startRun;
    private final ExecuteRun executeRun;
    private final Runs runs;
    private final AgUi agUi;
    private final ObjectMapper json;

    RunAnswers(StartRun startRun, ExecuteRun executeRun, Runs runs, AgUi agUi, ObjectMapper json) {
        this.startRun = startRun;
        this.executeRun = executeRun;
        this.runs = runs;
        this.agUi = agUi;
        this.json = json;
    }

    /** What is asked for: the path and body of the request, and what they mean for its caller, within the transaction. */
    public record Asked(String path, Object body, Function<Caller, Uni<RunOrder>> order) {}

    /** One answer, at the end of the run. */
    public Uni<Response> atTheEnd(TenantRequest request, Asked asked) {
        return begin(request, asked).chain(begun -> switch (begun) {
            case Begun.Now(Execution execution) ->
                CallerContext.returnTo(execution::end).map(run -> answer(run, false));
            case Begun.Before(Run run) -> Uni.createFrom().item(() -> answer(run, true));
        });
    }

    /** Events of AG-UI as they happen; what keeps the run from beginning is a problem like any other. */
    public Uni<Response> asItHappens(TenantRequest request, Asked asked) {
        return begin(request, asked).map(begun -> switch (begun) {
            case Begun.Now(Execution execution) -> stream(execution.run(), execution.events());
            case Begun.Before(Run run) ->
                stream(run, Multi.createFrom().items(new RunEvent.Started(run.id()), new RunEvent.Ended(run)));
        });
    }

    /** A run that this request has started, or another with the same key did before. */
    private sealed interface Begun {

        record Now(Execution execution) implements Begun {}

        record Before(Run run) implements Begun {}
    }

    private Uni<Begun> begin(TenantRequest request, Asked asked) {
        Optional<Runs.Key> key = request.idempotencyKey().map(given -> new Runs.Key(given, hash(asked)));
        return request.run(who -> before(who, key)
                        .chain(run -> run.isPresent()
                                ? Uni.createFrom().item(new Start(run, Optional.empty()))
                                : asked.order()
                                        .apply(who)
                                        .chain(order -> startRun.start(who, order, key))
                                        .map(started -> new Start(Optional.empty(), Optional.of(started)))))
                // Two requests with the same key at once: the second finds the first's run.
                .onFailure(ConstraintViolationException.class)
                .retry()
                .atMost(1)
                .map(start -> start.started()
                        .<Begun>map(started -> new Begun.Now(executeRun.begin(started)))
                        .orElseGet(() -> new Begun.Before(start.before().orElseThrow())));
    }

    private record Start(Optional<Run> before, Optional<StartRun.Started> started) {}

    private Uni<Optional<Run>> before(Caller who, Optional<Runs.Key> key) {
        return key.map(wanted -> runs.withKey(who.subject(), wanted.key())
                        .map(found -> found.map(repeat -> same(repeat, wanted))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static Run same(Runs.Repeat repeat, Runs.Key wanted) {
        if (!repeat.requestHash().equals(wanted.requestHash())) {
            throw ProblemException.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency-Key reused",
                    "This Idempotency-Key was used for another request; use a new one.");
        }
        if (!repeat.run().status().isEnd()) {
            throw ProblemException.of(
                            409,
                            "run-running",
                            "Still running",
                            "The run of this Idempotency-Key has not ended yet. Ask again for its answer.",
                            Map.of("run_id", repeat.run().id()))
                    .retryAfter(SOON);
        }
        return repeat.run();
    }

    private static Response answer(Run run, boolean replayed) {
        if (run.status() != RunStatus.COMPLETED) {
            throw RunFailures.problem(run);
        }
        Response.ResponseBuilder answer = Response.ok(RunAnswer.of(run));
        return (replayed ? answer.header("Idempotency-Replayed", "true") : answer).build();
    }

    private Response stream(Run run, Multi<RunEvent> events) {
        AtomicLong number = new AtomicLong();
        Multi<String> told = events.map(
                event -> EventStream.event(Long.toString(number.incrementAndGet()), agUi.event(run.id(), event)));
        Context context = Vertx.currentContext();
        return Response.ok(new EventStream(
                        context == null ? told : told.emitOn(next -> context.runOnContext(ignored -> next.run()))))
                .type(MediaType.SERVER_SENT_EVENTS)
                .build();
    }

    private String hash(Asked asked) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String request = json.writeValueAsString(List.of(asked.path(), asked.body()));
            return HexFormat.of().formatHex(sha256.digest(request.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException("Requests are JSON, and every JDK has SHA-256", impossible);
        }
    }
}
