package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolError;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The second half of a call that reaches out: it was recorded as started, now it is made and its end is recorded. */
@ApplicationScoped
class ReachOut {

    private static final Logger LOG = Logger.getLogger(ReachOut.class);

    private final TenantTransaction transaction;
    private final CallLedger ledger;
    private final CallLog log;
    private final Outbox outbox;

    ReachOut(TenantTransaction transaction, CallLedger ledger, CallLog log, Outbox outbox) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.log = log;
        this.outbox = outbox;
    }

    /** Outside of any transaction. */
    Uni<CallOutcome> call(Call call, CatalogueTool tool) {
        return tool.call(call.context(), call.request().arguments())
                .onItemOrFailure()
                .transformToUni((result, failure) -> end(call, tool, result, failure));
    }

    private Uni<CallOutcome> end(
            Call call, CatalogueTool tool, @Nullable JsonNode result, @Nullable Throwable failure) {
        long duration = call.durationMs();
        if (failure == null && result != null) {
            return record(call, tool, Outcome.SUCCEEDED, "", () -> ledger.done(call, result, duration), duration)
                    .replaceWith(new CallOutcome.Succeeded(call.id(), result, duration, false));
        } else if (failure instanceof ToolException nothingDone) {
            ToolError error = nothingDone.error();
            return record(call, tool, Outcome.FAILED, error.error(), () -> ledger.release(call), duration)
                    .replaceWith(new CallOutcome.Failed(call.id(), error, duration));
        }
        LOG.warnf(
                "The outcome of call %s of %s is unknown: %s",
                call.id(), tool.definition().name(), failure);
        ToolError error = ToolException.of(
                        RepeatProblem.UNKNOWN_OUTCOME.code(),
                        "It broke off in the middle: it is not known whether it acted. It is not repeated by itself.")
                .error();
        return record(call, tool, Outcome.UNKNOWN, error.error(), () -> ledger.unknown(call), duration)
                .replaceWith(new CallOutcome.Failed(call.id(), error, duration));
    }

    /** Tried again for a moment: what happened outside should not be forgotten because the database was away. */
    private Uni<Void> record(
            Call call,
            CatalogueTool tool,
            Outcome outcome,
            String reason,
            Supplier<Uni<Void>> inLedger,
            long duration) {
        return transaction
                .run(
                        call.request().caller().tenantId(),
                        () -> log.end(call.id(), outcome, reason, Optional.of(duration))
                                .chain(inLedger::get)
                                .chain(() -> outbox.add(CallEvents.called(
                                        call, tool.definition(), outcome != Outcome.SUCCEEDED, duration))))
                .runSubscriptionOn(onThisContext())
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .atMost(5);
    }

    /** A retry comes from a timer's thread, where there is no session. */
    private static Executor onThisContext() {
        Context context = Vertx.currentContext();
        return command -> context.runOnContext(ignored -> command.run());
    }
}
