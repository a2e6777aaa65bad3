package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.calls.domain.Gate;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolAnnotations;
import dev.spectrum.gateway.tools.ToolError;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The second half of a call that reaches out: it is made, outside of any transaction, and its end is recorded. */
@ApplicationScoped
class ReachOut {

    private static final Logger LOG = Logger.getLogger(ReachOut.class);
    private static final int MORE_ATTEMPTS = 2;

    /** Told to nobody, and recorded. */
    static final ToolError HUNG_UP =
            ToolException.retryable("hung-up", "Whoever asked hung up.").error();

    private final TenantTransaction transaction;
    private final CallLedger ledger;
    private final Journal journal;
    private final Limits limits;
    private final CallsConfig config;

    ReachOut(TenantTransaction transaction, CallLedger ledger, Journal journal, Limits limits, CallsConfig config) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.journal = journal;
        this.limits = limits;
        this.config = config;
    }

    /** How it ended, and what becomes of its key. */
    private record End(Outcome outcome, String reason, Supplier<Uni<Void>> inLedger, CallOutcome answer) {}

    Uni<CallOutcome> call(Call call, CatalogueTool tool, Line line) {
        if (line.isCut()) {
            return record(call, tool, notBegun(call));
        }
        return throughGate(call, tool, line)
                .onItemOrFailure()
                .transformToUni((result, failure) -> record(call, tool, end(call, tool, result, failure)));
    }

    private Uni<JsonNode> throughGate(Call call, CatalogueTool tool, Line line) {
        Gate.Visit visit;
        try {
            visit = limits.enter(call.request().caller().tenantId(), tool.place());
        } catch (ToolException mayNot) {
            return Uni.createFrom().failure(mayNot);
        }
        return line.whileOpen(tool.deadline().orElseGet(config::timeout), () -> attempts(call, tool))
                .onItemOrFailure()
                .invoke((result, failure) -> leave(visit, failure));
    }

    /** A tool's own error is an answer; whoever hung up did not wait for one. */
    private static void leave(Gate.Visit visit, @Nullable Throwable failure) {
        if (failure == null || failure instanceof ToolException) {
            visit.leaveAnswered();
        } else if (failure instanceof Line.Cut) {
            visit.leaveUndecided();
        } else {
            visit.leaveUnanswered();
        }
    }

    /**
     * What may be done twice is tried again where there was no answer. Whatever the tool itself says of why it could not be
     * done is final (a connector that can try again has done so), and after an attempt that may have acted, no longer true.
     */
    private static Uni<JsonNode> attempts(Call call, CatalogueTool tool) {
        ToolAnnotations hints = tool.definition().annotations();
        Executor here = onThisContext();
        Uni<JsonNode> first = attempt(call, tool);
        return hints.readOnlyHint() || hints.idempotentHint()
                ? first.onFailure(ReachOut::isNoAnswer)
                        .recoverWithUni(failure -> more(call, tool, failure, !hints.readOnlyHint(), here))
                : first;
    }

    private static Uni<JsonNode> attempt(Call call, CatalogueTool tool) {
        return tool.call(call.context(), call.request().arguments());
    }

    private static boolean isNoAnswer(Throwable failure) {
        return !(failure instanceof ToolException);
    }

    /** The first attempt is repeated by its failure, so that its successors wait as long as they would otherwise. */
    private static Uni<JsonNode> more(
            Call call, CatalogueTool tool, Throwable first, boolean mayHaveActed, Executor here) {
        AtomicBoolean isKnown = new AtomicBoolean(true);
        return Uni.createFrom()
                .deferred(() ->
                        isKnown.getAndSet(false) ? Uni.createFrom().<JsonNode>failure(first) : attempt(call, tool))
                .runSubscriptionOn(here)
                .onFailure(ReachOut::isNoAnswer)
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(1))
                .atMost(MORE_ATTEMPTS)
                .onFailure(failure -> failure instanceof ToolException && mayHaveActed)
                .transform(failure -> new IllegalStateException("An earlier attempt may have acted", failure));
    }

    private End end(Call call, CatalogueTool tool, @Nullable JsonNode result, @Nullable Throwable failure) {
        long duration = call.durationMs();
        if (failure == null && result != null) {
            return new End(
                    Outcome.SUCCEEDED,
                    "",
                    () -> ledger.done(call, result, duration),
                    new CallOutcome.Succeeded(call.id(), result, duration, false));
        } else if (failure instanceof ToolException nothingDone) {
            return failed(call, Outcome.FAILED, nothingDone.error());
        } else if (tool.definition().access() == Access.READ) {
            return failure instanceof Line.Cut ? notBegun(call) : failed(call, Outcome.FAILED, noAnswer(call, failure));
        }
        return unknown(call, failure);
    }

    private End notBegun(Call call) {
        return failed(call, Outcome.CANCELLED, HUNG_UP);
    }

    /** Nothing was done: the key may be used again. */
    private End failed(Call call, Outcome outcome, ToolError error) {
        return new End(
                outcome,
                error.error(),
                () -> ledger.release(call),
                new CallOutcome.Failed(call.id(), error, call.durationMs()));
    }

    private static ToolError noAnswer(Call call, @Nullable Throwable failure) {
        LOG.warnf("Call %s of %s got no answer: %s", call.id(), call.request().tool(), failure);
        return failure instanceof Line.TooLate
                ? ToolException.retryable("timed-out", "It took too long. Nothing was changed.")
                        .error()
                : ToolException.retryable("no-answer", "It broke off in the middle. Nothing was changed.")
                        .error();
    }

    private End unknown(Call call, @Nullable Throwable failure) {
        LOG.warnf(
                "The outcome of call %s of %s is unknown: %s",
                call.id(), call.request().tool(), failure);
        ToolError error = ToolException.of(
                        RepeatProblem.UNKNOWN_OUTCOME.code(),
                        "It broke off in the middle: it is not known whether it acted. It is not repeated by itself.")
                .error();
        return new End(
                Outcome.UNKNOWN,
                failure instanceof Line.Cut ? HUNG_UP.error() : error.error(),
                () -> ledger.unknown(call),
                new CallOutcome.Failed(call.id(), error, call.durationMs()));
    }

    /** What happened outside should not be forgotten because the database was away for a moment. */
    private Uni<CallOutcome> record(Call call, CatalogueTool tool, End end) {
        Journal.Record ended =
                AuditRecords.ended(call, tool.definition(), end.outcome(), end.reason(), call.durationMs());
        return (call.key().isPresent() ? recordWithKey(call, end, ended) : journal.append(ended))
                .replaceWith(end.answer());
    }

    private Uni<Void> recordWithKey(Call call, End end, Journal.Record ended) {
        return transaction
                .run(
                        call.request().caller().tenantId(),
                        () -> end.inLedger().get().chain(() -> journal.appendInTransaction(ended)))
                .runSubscriptionOn(onThisContext())
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .atMost(5);
    }

    /** A retry comes from a timer's thread, where there is no session. */
    private static Executor onThisContext() {
        Context context = Vertx.currentContext();
        return command -> {
            if (Vertx.currentContext() == context) {
                command.run();
            } else {
                context.runOnContext(ignored -> command.run());
            }
        };
    }
}
