package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.permissions.Permissions;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.permissions.domain.AgentChoice;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.permissions.domain.ToolPolicy;
import dev.spectrum.gateway.permissions.domain.ToolUse;
import dev.spectrum.gateway.tools.Catalogue;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.tools.ToolError;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Calls a tool: permitted, checked, once per Idempotency-Key, recorded, told. A write on our records does all of that in one
 * commit. A read shares the commit of its record with other calls. A write that reaches out is recorded as started, works
 * outside of any transaction, and is recorded again. Once begun, it comes to an end whether or not somebody waits for it.
 */
@ApplicationScoped
public class CallTool {

    private static final Logger LOG = Logger.getLogger(CallTool.class);

    private final TenantTransaction transaction;
    private final Catalogue catalogue;
    private final Permissions permissions;
    private final ToolPolicy policy;
    private final CallLedger ledger;
    private final CallLog log;
    private final Journal journal;
    private final Limits limits;
    private final ReachOut reachOut;
    private final FitResult fitResult;

    CallTool(
            TenantTransaction transaction,
            Catalogue catalogue,
            Permissions permissions,
            ToolPolicy policy,
            CallLedger ledger,
            CallLog log,
            Journal journal,
            Limits limits,
            ReachOut reachOut,
            FitResult fitResult) {
        this.transaction = transaction;
        this.catalogue = catalogue;
        this.permissions = permissions;
        this.policy = policy;
        this.ledger = ledger;
        this.log = log;
        this.journal = journal;
        this.limits = limits;
        this.reachOut = reachOut;
        this.fitResult = fitResult;
    }

    /** What the first steps came to. */
    private sealed interface Step {

        /** And it is recorded. */
        record Ended(CallOutcome outcome) implements Step {}

        record Refused(Refusal reason) implements Step {}

        /** Nothing was begun. */
        record HungUp() implements Step {}

        /** Whatever the first transaction did is undone. */
        record Failed(ToolError error) implements Step {}

        /** Something was read: that is still to be recorded. */
        record HasRead(CatalogueTool tool, JsonNode result) implements Step {}

        /** Permitted; and under a key, claimed and recorded as started. */
        record MayReachOut(CatalogueTool tool) implements Step {}
    }

    public Uni<CallOutcome> call(CallRequest request) {
        return Line.open(line ->
                catalogue.find(request.caller().tenantId(), request.tool()).chain(tool -> call(request, tool, line)));
    }

    private Uni<CallOutcome> call(CallRequest request, Optional<CatalogueTool> tool, Line line) {
        Call call = new Call(request, tool.map(CatalogueTool::definition));
        return tool.isPresent() ? call(call, tool.get(), line) : refuse(call, Optional.empty(), Refusal.UNKNOWN_TOOL);
    }

    private Uni<CallOutcome> call(Call call, CatalogueTool tool, Line line) {
        return inTransactionIfNeeded(call, tool, () -> begin(call, tool, line))
                .onFailure()
                .recoverWithItem(failure -> new Step.Failed(describe(call, failure)))
                .chain(step -> finish(call, tool, step, line))
                .chain(outcome -> fitResult.fit(call.request(), tool.definition(), outcome));
    }

    /** Under load a call may have waited for its connection for so long that nobody waits for it any more. */
    private Uni<Step> begin(Call call, CatalogueTool tool, Line line) {
        return line.isCut() ? Uni.createFrom().item(new Step.HungUp()) : begin(call, tool);
    }

    private Uni<Step> begin(Call call, CatalogueTool tool) {
        return permissions
                .agent(call.request().agentRole())
                .chain(agent -> policy.refuses(use(call, tool.definition(), agent))
                        .map(refusal -> Uni.createFrom().<Step>item(new Step.Refused(refusal)))
                        .orElseGet(() -> claim(call, tool.usedBy(agent))));
    }

    private static ToolUse use(Call call, ToolDefinition tool, AgentChoice agent) {
        return new ToolUse(
                tool.name(),
                tool.tags(),
                tool.access(),
                Permissions.who(call.request().caller()),
                agent);
    }

    private Uni<Step> claim(Call call, CatalogueTool tool) {
        call.request().client().begins(tool.definition());
        tool.requireValid(call.request().arguments());
        limits.requirePace(call.request().caller().tenantId(), tool.definition().name());
        return ledger.claim(call).chain(claim -> switch (claim) {
            case CallLedger.Claim.First() -> start(call, tool);
            case CallLedger.Claim.Done(UUID first, JsonNode result, long duration) ->
                Uni.createFrom().item(new Step.Ended(new CallOutcome.Succeeded(first, result, duration, true)));
            case CallLedger.Claim.Blocked(UUID first, RepeatProblem problem) ->
                block(call, tool.definition(), first, problem);
        });
    }

    private Uni<Step> start(Call call, CatalogueTool tool) {
        if (tool.reachesOut()) {
            Uni<Void> record = call.key().isPresent()
                    ? journal.appendInTransaction(AuditRecords.started(call, tool.definition()))
                    : Uni.createFrom().voidItem();
            return record.replaceWith(new Step.MayReachOut(tool));
        }
        Uni<JsonNode> done = tool.call(call.context(), call.request().arguments());
        return tool.definition().access() == Access.READ
                ? done.map(result -> new Step.HasRead(tool, result))
                : done.chain(result -> succeed(call, tool.definition(), result));
    }

    private Uni<Step> succeed(Call call, ToolDefinition tool, JsonNode result) {
        long duration = call.durationMs();
        return ledger.done(call, result, duration)
                .chain(() ->
                        journal.appendInTransaction(AuditRecords.ended(call, tool, Outcome.SUCCEEDED, "", duration)))
                .replaceWith(new Step.Ended(new CallOutcome.Succeeded(call.id(), result, duration, false)));
    }

    /** The attempt is recorded; where the first call is found to have died, that is too. */
    private Uni<Step> block(Call call, ToolDefinition tool, UUID first, RepeatProblem problem) {
        Uni<?> record = problem == RepeatProblem.UNKNOWN_OUTCOME
                ? recordAsLost(call.request().caller().tenantId(), first)
                : Uni.createFrom().voidItem();
        return record.chain(() -> journal.appendInTransaction(
                        AuditRecords.ended(call, tool, Outcome.FAILED, problem.code(), call.durationMs())))
                .replaceWith(new Step.Ended(new CallOutcome.NotRepeated(call.id(), problem)));
    }

    private Uni<Void> recordAsLost(UUID tenantId, UUID callId) {
        return log.find(callId)
                .map(found -> found.filter(known -> known.outcome() == Outcome.STARTED))
                .chain(started -> started.isPresent()
                        ? journal.appendInTransaction(
                                AuditRecords.lost(tenantId, started.get(), RepeatProblem.UNKNOWN_OUTCOME.code()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<CallOutcome> finish(Call call, CatalogueTool tool, Step step, Line line) {
        return switch (step) {
            case Step.Ended(CallOutcome outcome) -> Uni.createFrom().item(outcome);
            case Step.Refused(Refusal reason) -> refuse(call, Optional.of(tool.definition()), reason);
            case Step.HungUp() -> notDone(call, tool, Outcome.CANCELLED, ReachOut.HUNG_UP);
            case Step.Failed(ToolError error) -> notDone(call, tool, Outcome.FAILED, error);
            case Step.HasRead(CatalogueTool used, JsonNode result) -> {
                long duration = call.durationMs();
                yield append(call, used, Outcome.SUCCEEDED, "", duration)
                        .replaceWith(new CallOutcome.Succeeded(call.id(), result, duration, false));
            }
            case Step.MayReachOut(CatalogueTool used) ->
                recordStart(call, used.definition()).chain(() -> reachOut.call(call, used, line));
        };
    }

    private Uni<CallOutcome> notDone(Call call, CatalogueTool tool, Outcome outcome, ToolError error) {
        long duration = call.durationMs();
        return append(call, tool, outcome, error.error(), duration)
                .replaceWith(new CallOutcome.Failed(call.id(), error, duration));
    }

    /**
     * A write is known before it can do anything; a read that leaves no trace did no harm. Not in the transaction, which
     * would keep its connection while this waits for one.
     */
    private Uni<Void> recordStart(Call call, ToolDefinition tool) {
        return tool.access() == Access.READ || call.key().isPresent()
                ? Uni.createFrom().voidItem()
                : journal.append(AuditRecords.started(call, tool));
    }

    private Uni<Void> append(Call call, CatalogueTool tool, Outcome outcome, String reason, long durationMs) {
        return journal.append(AuditRecords.ended(call, tool.definition(), outcome, reason, durationMs));
    }

    private Uni<CallOutcome> refuse(Call call, Optional<ToolDefinition> tool, Refusal reason) {
        return journal.append(AuditRecords.refused(call, tool, reason))
                .replaceWith(new CallOutcome.Refused(call.id(), reason));
    }

    private static ToolError describe(Call call, Throwable failure) {
        if (failure instanceof ToolException expected) {
            return expected.error();
        }
        LOG.errorf(failure, "Call %s of %s failed", call.id(), call.request().tool());
        return ToolException.retryable("internal", "Something went wrong on our side. Trying again may help.")
                .error();
    }

    /** What reaches out on nobody's behalf and under no key has nothing to ask the database first. */
    private <T> Uni<T> inTransactionIfNeeded(Call call, CatalogueTool tool, Supplier<Uni<T>> work) {
        boolean needed = !tool.reachesOut()
                || call.key().isPresent()
                || call.request().agentRole().isPresent();
        return needed
                ? transaction.run(call.request().caller().tenantId(), work)
                : Uni.createFrom().deferred(work::get);
    }
}
