package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.turn.LanguageModel.Reply;
import dev.spectrum.conversation.turn.LanguageModel.ToolRequest;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.model.ToolDefinition;
import dev.spectrum.platform.model.Usage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The tool loop: asks the model, calls the tools that it asks for, shows it their results, and so on until it answers. No
 * transaction is open meanwhile. Whatever goes wrong with a tool is told to the model and never fails the turn.
 */
@ApplicationScoped
class AnswerMessage {

    private static final Logger LOG = Logger.getLogger(AnswerMessage.class);

    private final LanguageModel model;
    private final Tools tools;
    private final TurnsConfig config;

    AnswerMessage(LanguageModel model, Tools tools, TurnsConfig config) {
        this.model = model;
        this.tools = tools;
        this.config = config;
    }

    Uni<Outcome> answer(Work work) {
        Exchange begun = new Exchange(work.roundsBefore(), Usage.NONE, "");
        return tools.offeredTo(work.toolUser())
                .ifNoItem()
                .after(patience(work))
                .recoverWithItem(Optional.empty())
                .chain(offered -> askModel(new Attempt(work, offered), begun));
    }

    /** What stays the same in all rounds of an attempt. */
    private record Attempt(Work work, Optional<List<ToolDefinition>> offered) {}

    /** What the agent was offered, and what it has found since. */
    private List<ToolDefinition> offered(Attempt attempt, Exchange soFar) {
        Map<String, ToolDefinition> offered = new LinkedHashMap<>();
        attempt.offered().orElse(List.of()).forEach(tool -> offered.put(tool.name(), tool));
        soFar.calls().stream()
                .flatMap(call -> tools.foundBy(call).stream())
                .forEach(tool -> offered.putIfAbsent(tool.name(), tool));
        return List.copyOf(offered.values());
    }

    private Uni<Outcome> askModel(Attempt attempt, Exchange soFar) {
        Duration left = timeLeft(attempt.work());
        if (!left.isPositive()) {
            return done(new Outcome.Failed(Failure.TIMEOUT, soFar));
        }
        boolean lastTime = soFar.rounds().size() >= config.maxRounds();
        return model.ask(question(attempt, soFar, lastTime, left)).chain(reply -> switch (reply) {
            case Reply.Silent silent -> done(new Outcome.Failed(silent.failure(), asked(soFar, silent)));
            case Reply.Said said
            when lastTime || said.requests().isEmpty() -> done(new Outcome.Answered(said.text(), heard(soFar, said)));
            case Reply.Said said -> goOn(attempt, heard(soFar, said), said);
        });
    }

    /** Whatever goes wrong from here on, what was heard until now was paid for. */
    private Uni<Outcome> goOn(Attempt attempt, Exchange heard, Reply.Said said) {
        return Uni.createFrom()
                .deferred(() -> useTools(attempt, heard, said))
                .chain(more -> askModel(attempt, more))
                .onFailure()
                .recoverWithItem(mistake -> {
                    LOG.errorf(
                            mistake,
                            "Turn %s failed unforeseen",
                            attempt.work().turn().id());
                    return new Outcome.Failed(Failure.INTERNAL, heard);
                });
    }

    private LanguageModel.Question question(Attempt attempt, Exchange soFar, boolean lastTime, Duration patience) {
        Work work = attempt.work();
        Agent agent = work.agent().agent();
        return new LanguageModel.Question(
                work.tenantId(),
                work.agent().tenant().dailyLimitMicroUsd(),
                agent.model(),
                agent.temperature(),
                SystemPrompt.of(
                        work.agent(),
                        work.asked().who(),
                        LocalDate.now(ZoneOffset.UTC),
                        attempt.offered().isPresent()),
                messages(work, soFar),
                lastTime ? List.of() : offered(attempt, soFar),
                patience);
    }

    private static List<Message> messages(Work work, Exchange soFar) {
        if (soFar.rounds().isEmpty()) {
            return work.messages();
        }
        Message unfinished = work.question().answer(work.turn().id(), "", soFar.rounds(), 0);
        return Stream.concat(work.messages().stream(), Stream.of(unfinished)).toList();
    }

    private static Exchange heard(Exchange soFar, Reply.Said said) {
        return new Exchange(soFar.rounds(), soFar.usage().plus(said.usage()), said.model());
    }

    private static Exchange asked(Exchange soFar, Reply.Silent silent) {
        return new Exchange(
                soFar.rounds(),
                soFar.usage().plus(silent.usage()),
                silent.model().isEmpty() ? soFar.model() : silent.model());
    }

    private Uni<Exchange> useTools(Attempt attempt, Exchange soFar, Reply.Said said) {
        return Uni.join()
                .all(calls(attempt, soFar, said.requests()))
                .usingConcurrencyOf(config.parallelTools())
                .andFailFast()
                .map(calls -> new ToolRound(said.text(), calls))
                .map(round -> new Exchange(
                        Stream.concat(soFar.rounds().stream(), Stream.of(round)).toList(),
                        soFar.usage(),
                        soFar.model()));
    }

    private List<Uni<ToolCall>> calls(Attempt attempt, Exchange soFar, List<ToolRequest> requests) {
        Set<String> offered =
                offered(attempt, soFar).stream().map(ToolDefinition::name).collect(Collectors.toSet());
        Set<String> ids = new HashSet<>();
        soFar.calls().forEach(call -> ids.add(call.id()));
        List<Uni<ToolCall>> calls = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            ToolRequest request = requests.get(i);
            // Some model servers count their ids anew in every answer, or give none.
            String id = !request.id().isBlank() && ids.add(request.id()) ? request.id() : "call_" + UUID.randomUUID();
            calls.add(
                    offered.contains(request.name())
                            ? call(attempt, id, request, occurrence(request, soFar, requests.subList(0, i)))
                            : refused(id, request, "There is no tool with this name that you may use."));
        }
        return calls;
    }

    private static int occurrence(ToolRequest request, Exchange soFar, List<ToolRequest> before) {
        Map<String, Object> arguments = request.arguments().orElse(Map.of());
        long earlier = soFar.calls().stream()
                .filter(call -> call.repeats(request.name(), arguments))
                .count();
        long beside = before.stream()
                .filter(other ->
                        other.name().equals(request.name()) && other.arguments().equals(request.arguments()))
                .count();
        return Math.toIntExact(earlier + beside);
    }

    private Uni<ToolCall> call(Attempt attempt, String id, ToolRequest request, int occurrence) {
        if (request.arguments().isEmpty()) {
            return refused(id, request, "The arguments were not a JSON object. Send them again as one.");
        }
        Map<String, Object> arguments = request.arguments().get();
        Tools.Call call = new Tools.Call(attempt.work().turn().id(), request.name(), arguments, occurrence);
        long start = System.nanoTime();
        return tools.call(attempt.work().toolUser(), call)
                .ifNoItem()
                .after(patience(attempt.work()))
                .recoverWithItem(Tools.Result.error("The tool did not answer in time; it may have acted nevertheless."))
                .map(result -> new ToolCall(
                        id,
                        request.name(),
                        arguments,
                        result.content(),
                        result.isError(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis()));
    }

    private static Uni<ToolCall> refused(String id, ToolRequest request, String reason) {
        Tools.Result result = Tools.Result.error(reason);
        return Uni.createFrom()
                .item(new ToolCall(
                        id, request.name(), request.arguments().orElse(Map.of()), result.content(), true, 0));
    }

    private Duration timeLeft(Work work) {
        return Duration.between(Instant.now(), work.startedAt().plus(config.deadline()));
    }

    /** With the tools; a millisecond at least, because there is no timer for less. */
    private Duration patience(Work work) {
        Duration left = Collections.min(List.of(config.toolTimeout(), timeLeft(work)));
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private static Uni<Outcome> done(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
