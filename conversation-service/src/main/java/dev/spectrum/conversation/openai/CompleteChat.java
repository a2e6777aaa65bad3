package dev.spectrum.conversation.openai;

import dev.spectrum.conversation.agents.Agents;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.Storable;
import dev.spectrum.conversation.turn.Tools;
import dev.spectrum.conversation.turn.TurnsConfig;
import dev.spectrum.conversation.turn.UseTools;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.model.FinishReason;
import dev.spectrum.platform.model.ModelAnswer;
import dev.spectrum.platform.model.ModelCall;
import dev.spectrum.platform.model.ModelEvent;
import dev.spectrum.platform.model.ModelException;
import dev.spectrum.platform.model.Models;
import dev.spectrum.platform.model.ToolRequest;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Answers a client that keeps its conversation itself: the agent's prompt, tools, model and budget, and none of a conversation's
 * rows. The agent uses its own tools by itself; calls of the client's are given to the client. What it took is told as a turn,
 * whether it ends, fails or is given up.
 */
@ApplicationScoped
public class CompleteChat {

    private static final Logger LOG = Logger.getLogger(CompleteChat.class);

    private final TenantTransaction transaction;
    private final Agents agents;
    private final Tools tools;
    private final OwnRounds ownRounds;
    private final Models models;
    private final Outbox outbox;
    private final TurnsConfig config;

    CompleteChat(
            TenantTransaction transaction,
            Agents agents,
            Tools tools,
            OwnRounds ownRounds,
            Models models,
            Outbox outbox,
            TurnsConfig config) {
        this.transaction = transaction;
        this.agents = agents;
        this.tools = tools;
        this.ownRounds = ownRounds;
        this.models = models;
        this.outbox = outbox;
        this.config = config;
    }

    /** The enabled agent with this role; empty if there is none. */
    public Uni<Optional<TenantAgent>> agent(UUID tenantId, String role) {
        return transaction
                .run(tenantId, () -> agents.withRole(role))
                .map(found -> found.filter(agent -> agent.agent().enabled()));
    }

    /** Whether the agent's model takes pictures. */
    public boolean sees(TenantAgent agent) {
        return models.sees(agent.agent().model());
    }

    /** {@link Said.Piece}s where it is streamed, then {@link Said.All}. Fails with {@link CompletionFailed}. */
    public Multi<Said> complete(Completion asked, TenantAgent agent) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        Completing work = new Completing(asked, agent, config);
        return prepared(work)
                .onItem()
                .transformToMulti(ready -> askModel(work))
                .onItem()
                .call(said -> said instanceof Said.All ? tell(work.completed()) : nothing())
                .onFailure()
                .transform(CompleteChat::known)
                .onFailure(CompletionFailed.class)
                .call(failure -> tell(work.failedWith(((CompletionFailed) failure).failure())))
                .onCancellation()
                .invoke(() -> context.runOnContext(ignored -> giveUp(work)));
    }

    private Uni<Void> prepared(Completing work) {
        if (!work.asked().mayUseTools()) {
            return recalled(work)
                    .invoke(rounds -> work.prepare(Optional.empty(), rounds))
                    .replaceWithVoid();
        }
        return CallerContext.returnTo(() -> tools.offeredTo(work.toolUser())
                        .ifNoItem()
                        .after(work.patience())
                        .recoverWithItem(Optional.empty()))
                .chain(offered -> recalled(work).invoke(rounds -> work.prepare(offered, rounds)))
                .replaceWithVoid();
    }

    private Uni<Map<String, List<ToolRound>>> recalled(Completing work) {
        CompletionRun run = work.asked().run();
        return run.callsBefore() == 0
                ? Uni.createFrom().item(Map.of())
                : ownRounds.recall(work.asked().who(), run.id());
    }

    private Multi<Said> askModel(Completing work) {
        if (!work.timeLeft().isPositive()) {
            return Multi.createFrom().failure(new CompletionFailed(Failure.TIMEOUT));
        }
        ModelCall question = work.question();
        Multi<ModelEvent> events = work.asked().streamed()
                ? models.stream(question, work.timeLeft(), work::made)
                : models.ask(question, work.timeLeft(), work::made)
                        .<ModelEvent>map(ModelEvent.Done::new)
                        .toMulti();
        return events.onFailure(ModelException.class)
                .transform(failure -> failed((ModelException) failure))
                .onItem()
                .transformToMultiAndConcatenate(event -> switch (event) {
                    case ModelEvent.Delta(String text) -> Multi.createFrom().item(new Said.Piece(work.piece(text)));
                    case ModelEvent.Done(ModelAnswer answer) -> goOn(work, answer);
                });
    }

    private static CompletionFailed failed(ModelException failure) {
        LOG.warnf("The model gave no answer: %s, %s", failure.refusal(), failure.getMessage());
        return new CompletionFailed(Failure.valueOf(failure.refusal().name()));
    }

    private Multi<Said> goOn(Completing work, ModelAnswer answer) {
        work.heard(answer);
        List<ToolRequest> requests = work.isLastTime() || !work.asked().mayUseTools()
                ? List.of()
                : answer.toolRequests().stream().map(Storable::request).toList();
        if (requests.isEmpty()) {
            FinishReason reason =
                    answer.finishReason() == FinishReason.TOOL_CALLS ? FinishReason.STOP : answer.finishReason();
            return Multi.createFrom().item(new Said.All(work.text(), List.of(), reason, work.usage()));
        }
        if (requests.stream().allMatch(work::isClients)) {
            return handOver(work, requests).toMulti();
        }
        return used(work, answer.text(), requests).invoke(work::did).onItem().transformToMulti(done -> askModel(work));
    }

    private Uni<Said> handOver(Completing work, List<ToolRequest> requests) {
        CompletionRun run = work.asked().run();
        List<ToolRequest> calls = new ArrayList<>();
        for (ToolRequest request : requests) {
            calls.add(new ToolRequest(run.callId(calls.size()), request.name(), request.arguments()));
        }
        Said all = new Said.All(work.text(), calls, FinishReason.TOOL_CALLS, work.usage());
        Uni<Void> remembered = work.rounds().isEmpty()
                ? nothing()
                : ownRounds.remember(
                        work.asked().who(), run.id(), calls.getFirst().id(), work.rounds());
        return remembered.replaceWith(all);
    }

    private Uni<ToolRound> used(Completing work, String text, List<ToolRequest> requests) {
        List<Uni<ToolCall>> uses = new ArrayList<>();
        List<ToolCall> begun = new ArrayList<>();
        for (ToolRequest request : requests) {
            if (uses.size() == config.callsAtOnce()) {
                uses.add(refused("call_" + UUID.randomUUID(), request, UseTools.TOO_MANY));
                break;
            }
            uses.add(use(work, request, begun));
        }
        return CallerContext.returnTo(() -> Uni.join()
                        .all(uses)
                        .usingConcurrencyOf(config.parallelTools())
                        .andFailFast())
                .invoke(calls ->
                        calls.forEach(call -> tools.foundBy(call).forEach(tool -> work.mayUse(tool.definition()))))
                .map(calls -> new ToolRound(text, calls));
    }

    private Uni<ToolCall> use(Completing work, ToolRequest request, List<ToolCall> begun) {
        String id = "call_" + UUID.randomUUID();
        if (work.isClients(request)) {
            return refused(id, request, "Not called: ask for it again when you have the results of the others.");
        } else if (!work.isOwn(request)) {
            return refused(id, request, "There is no tool with this name that you may use.");
        }
        Optional<Map<String, Object>> read = ToolWords.arguments(request);
        if (read.isEmpty()) {
            return refused(id, request, "The arguments were not a JSON object. Send them again as one.");
        }
        Map<String, Object> arguments = read.get();
        Tools.Call act = work.act(request.name(), arguments, work.occurrence(request, arguments, begun));
        begun.add(new ToolCall(id, request.name(), arguments, Map.of(), false, 0));
        return Uni.createFrom().deferred(() -> use(work, id, act));
    }

    private Uni<ToolCall> use(Completing work, String id, Tools.Call act) {
        long start = System.nanoTime();
        return CallerContext.returnTo(() -> tools.call(work.toolUser(), act)
                        .ifNoItem()
                        .after(work.patience())
                        .recoverWithItem(
                                Tools.Result.error("The tool did not answer in time; it may have acted nevertheless.")))
                .map(result -> new ToolCall(
                        id,
                        act.tool(),
                        act.arguments(),
                        result.content(),
                        result.isError(),
                        (System.nanoTime() - start) / 1_000_000));
    }

    private static Uni<ToolCall> refused(String id, ToolRequest request, String reason) {
        return Uni.createFrom()
                .item(new ToolCall(
                        id,
                        request.name(),
                        ToolWords.arguments(request).orElse(Map.of()),
                        Tools.Result.error(reason).content(),
                        true,
                        0));
    }

    private static CompletionFailed known(Throwable failure) {
        if (failure instanceof CompletionFailed known) {
            return known;
        }
        LOG.error("A completion failed unforeseen", failure);
        return new CompletionFailed(Failure.INTERNAL);
    }

    /** The client has hung up, and so has the call that was under way. */
    private void giveUp(Completing work) {
        tell(work.stopped())
                .subscribe()
                .with(told -> {}, failure -> LOG.errorf(failure, "A given up completion could not be told"));
    }

    private Uni<Void> tell(OutgoingEvent event) {
        return transaction.run(event.tenantId(), () -> outbox.add(event));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
