package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.permissions.Permissions;
import dev.spectrum.gateway.permissions.domain.AgentChoice;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.permissions.domain.ToolPolicy;
import dev.spectrum.gateway.permissions.domain.ToolUse;
import dev.spectrum.gateway.tools.Catalogue;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.tools.ToolError;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
    private final ObjectMapper json;

    CallTool(
            TenantTransaction transaction,
            Catalogue catalogue,
            Permissions permissions,
            ToolPolicy policy,
            CallLedger ledger,
            CallLog log,
            Outbox outbox,
            ObjectMapper json) {
        this.transaction = transaction;
        this.catalogue = catalogue;
        this.permissions = permissions;
        this.policy = policy;
        this.ledger = ledger;
        this.log = log;
        this.outbox = outbox;
        this.json = json;
    }

    /** What the first transaction came to. */
    private sealed interface Step {

        record Ended(CallOutcome outcome) implements Step {}

        /** Recorded as started, permitted and claimed: now do it. */
        record Started() implements Step {}
    }

    public Uni<CallOutcome> call(CallRequest request) {
        Optional<CatalogueTool> tool = catalogue.find(request.tool());
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
                    case Step.Started() -> reachOut(call, tool);
                });
    }

    private Uni<Step> begin(Call call, CatalogueTool tool) {
        return permissions
                .agent(call.request().agentRole())
                .map(agent -> policy.refuses(use(call, tool.definition(), agent)))
                .chain(refusal -> refusal.isPresent()
                        ? refuse(call, Optional.of(tool.definition()), refusal.get())
                                .map(Step.Ended::new)
                        : claim(call, tool));
    }

    private static ToolUse use(Call call, ToolDefinition tool, AgentChoice agent) {
        return new ToolUse(
                tool.name(),
                tool.dataSource(),
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
        return switch (tool.tool()) {
            case Tool.OnRecords<?> onRecords -> run(call, onRecords).chain(result -> succeed(call, tool, result));
            case Tool.ReachingOut<?> reachingOut ->
                log.add(call, Optional.of(tool.definition()), Outcome.STARTED, "")
                        .replaceWith(new Step.Started());
        };
    }

    private <A> Uni<JsonNode> run(Call call, Tool<A> tool) {
        A arguments = read(call.request().arguments(), tool.arguments());
        return tool.call(call.context(), arguments).map(json::valueToTree);
    }

    /** What the schema can't say may still be wrong, such as a number beyond any type. */
    private <A> A read(JsonNode arguments, Class<A> shape) {
        try {
            return json.treeToValue(arguments, shape);
        } catch (JsonMappingException misfit) {
            String pointer = misfit.getPath().stream()
                    .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                    .collect(Collectors.joining());
            throw ToolException.invalid(pointer, "Can't be understood.");
        } catch (JsonProcessingException unreadable) {
            throw ToolException.invalid("", "Can't be understood.");
        }
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

    private Uni<CallOutcome> reachOut(Call call, CatalogueTool tool) {
        return Uni.createFrom()
                .deferred(() -> run(call, tool.tool()))
                .onItemOrFailure()
                .transformToUni((result, failure) -> end(call, tool, result, failure));
    }

    private Uni<CallOutcome> end(
            Call call, CatalogueTool tool, @Nullable JsonNode result, @Nullable Throwable failure) {
        long duration = call.durationMs();
        if (failure == null && result != null) {
            return end(call, tool, Outcome.SUCCEEDED, "", () -> ledger.done(call, result, duration), duration)
                    .replaceWith(new CallOutcome.Succeeded(call.id(), result, duration, false));
        } else if (failure instanceof ToolException nothingDone) {
            ToolError error = nothingDone.error();
            return end(call, tool, Outcome.FAILED, error.error(), () -> ledger.release(call), duration)
                    .replaceWith(new CallOutcome.Failed(call.id(), error, duration));
        }
        LOG.warnf(
                "The outcome of call %s of %s is unknown: %s",
                call.id(), tool.definition().name(), failure);
        ToolError error = ToolException.of(
                        RepeatProblem.UNKNOWN_OUTCOME.code(),
                        "It broke off in the middle: it is not known whether it acted. It is not repeated by itself.")
                .error();
        return end(call, tool, Outcome.UNKNOWN, error.error(), () -> ledger.unknown(call), duration)
                .replaceWith(new CallOutcome.Failed(call.id(), error, duration));
    }

    /** Tried again for a moment: what happened outside should not be forgotten because the database was away. */
    private Uni<Void> end(
            Call call,
            CatalogueTool tool,
            Outcome outcome,
            String reason,
            Supplier<Uni<Void>> inLedger,
            long duration) {
        return inTransaction(
                        call,
                        () -> log.end(call.id(), outcome, reason, Optional.of(duration))
                                .chain(inLedger::get)
                                .chain(() -> outbox.add(CallEvents.called(
                                        call, tool.definition(), outcome != Outcome.SUCCEEDED, duration))))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .atMost(5);
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
