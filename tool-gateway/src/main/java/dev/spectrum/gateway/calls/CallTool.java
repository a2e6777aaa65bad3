package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.permissions.Permissions;
import dev.spectrum.gateway.permissions.domain.AgentChoice;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.permissions.domain.ToolPolicy;
import dev.spectrum.gateway.permissions.domain.ToolUse;
import dev.spectrum.gateway.tools.Catalogue;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.tools.ToolError;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Calls a tool: permitted, checked, once per Idempotency-Key, recorded, told. A tool on our records does all of that in one
 * commit. A tool that reaches out is recorded as started, works outside of any transaction, and is recorded again.
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
    private final Outbox outbox;
    private final ReachOut reachOut;

    CallTool(
            TenantTransaction transaction,
            Catalogue catalogue,
            Permissions permissions,
            ToolPolicy policy,
            CallLedger ledger,
            CallLog log,
            Outbox outbox,
            ReachOut reachOut) {
        this.transaction = transaction;
        this.catalogue = catalogue;
        this.permissions = permissions;
        this.policy = policy;
        this.ledger = ledger;
        this.log = log;
        this.outbox = outbox;
        this.reachOut = reachOut;
    }

    /** What the first transaction came to. */
    private sealed interface Step {

        record Ended(CallOutcome outcome) implements Step {}

        /** Recorded as started, permitted and claimed: now do it. */
        record Started(CatalogueTool tool) implements Step {}
    }

    public Uni<CallOutcome> call(CallRequest request) {
        return catalogue.find(request.caller().tenantId(), request.tool()).chain(tool -> call(request, tool));
    }

    private Uni<CallOutcome> call(CallRequest request, Optional<CatalogueTool> tool) {
        Call call = new Call(request, tool.map(CatalogueTool::definition));
        return tool.isPresent()
                ? call(call, tool.get())
                : inTransaction(call, () -> refuse(call, Optional.empty(), Refusal.UNKNOWN_TOOL));
    }

    private Uni<CallOutcome> call(Call call, CatalogueTool tool) {
        return inTransaction(call, () -> begin(call, tool))
                .onFailure()
                .recoverWithUni(failure -> fail(call, tool, describe(call, failure)))
                .chain(step -> switch (step) {
                    case Step.Ended(CallOutcome outcome) -> Uni.createFrom().item(outcome);
                    case Step.Started(CatalogueTool used) -> reachOut.call(call, used);
                });
    }

    private Uni<Step> begin(Call call, CatalogueTool tool) {
        return permissions
                .agent(call.request().agentRole())
                .chain(agent -> policy.refuses(use(call, tool.definition(), agent))
                        .map(refusal -> refuse(call, Optional.of(tool.definition()), refusal)
                                .<Step>map(Step.Ended::new))
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

    private Uni<CallOutcome> refuse(Call call, Optional<ToolDefinition> tool, Refusal reason) {
        return log.add(call, tool, Outcome.REFUSED, reason.code())
                .chain(() -> outbox.add(CallEvents.refused(call, reason)))
                .replaceWith(new CallOutcome.Refused(call.id(), reason));
    }

    private Uni<Step> claim(Call call, CatalogueTool tool) {
        call.request().client().begins(tool.definition());
        tool.requireValid(call.request().arguments());
        return ledger.claim(call).chain(claim -> switch (claim) {
            case CallLedger.Claim.First() -> start(call, tool);
            case CallLedger.Claim.Done(UUID first, JsonNode result, long duration) ->
                Uni.createFrom().item(new Step.Ended(new CallOutcome.Succeeded(first, result, duration, true)));
            case CallLedger.Claim.Blocked(UUID first, RepeatProblem problem) ->
                block(call, tool.definition(), first, problem);
        });
    }

    private Uni<Step> start(Call call, CatalogueTool tool) {
        return tool.reachesOut()
                ? log.add(call, Optional.of(tool.definition()), Outcome.STARTED, "")
                        .replaceWith(new Step.Started(tool))
                : tool.call(call.context(), call.request().arguments()).chain(result -> succeed(call, tool, result));
    }

    private Uni<Step> succeed(Call call, CatalogueTool tool, JsonNode result) {
        long duration = call.durationMs();
        return log.add(call, Optional.of(tool.definition()), Outcome.SUCCEEDED, "")
                .chain(() -> ledger.done(call, result, duration))
                .chain(() -> outbox.add(CallEvents.called(call, tool.definition(), false, duration)))
                .replaceWith(new Step.Ended(new CallOutcome.Succeeded(call.id(), result, duration, false)));
    }

    /** Whatever the first transaction did is undone: only that it failed is recorded. */
    private Uni<Step> fail(Call call, CatalogueTool tool, ToolError error) {
        long duration = call.durationMs();
        return inTransaction(
                        call,
                        () -> log.add(call, Optional.of(tool.definition()), Outcome.FAILED, error.error())
                                .chain(() -> outbox.add(CallEvents.called(call, tool.definition(), true, duration))))
                .replaceWith(new Step.Ended(new CallOutcome.Failed(call.id(), error, duration)));
    }

    /** The attempt is recorded; where the first call is found to have died, that is too. */
    private Uni<Step> block(Call call, ToolDefinition tool, UUID first, RepeatProblem problem) {
        Uni<?> record = problem == RepeatProblem.UNKNOWN_OUTCOME
                ? log.end(first, Outcome.UNKNOWN, problem.code(), Optional.empty())
                : Uni.createFrom().voidItem();
        return record.chain(() -> log.add(call, Optional.of(tool), Outcome.FAILED, problem.code()))
                .chain(() -> outbox.add(CallEvents.called(call, tool, true, call.durationMs())))
                .replaceWith(new Step.Ended(new CallOutcome.NotRepeated(call.id(), problem)));
    }

    private static ToolError describe(Call call, Throwable failure) {
        if (failure instanceof ToolException expected) {
            return expected.error();
        }
        LOG.errorf(failure, "Call %s of %s failed", call.id(), call.request().tool());
        return ToolException.retryable("internal", "Something went wrong on our side. Trying again may help.")
                .error();
    }

    private <T> Uni<T> inTransaction(Call call, Supplier<Uni<T>> work) {
        return transaction.run(call.request().caller().tenantId(), work);
    }
}
