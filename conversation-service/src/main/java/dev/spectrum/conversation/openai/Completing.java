package dev.spectrum.conversation.openai;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.ModelCalls;
import dev.spectrum.conversation.turn.OfferedTool;
import dev.spectrum.conversation.turn.SystemPrompt;
import dev.spectrum.conversation.turn.ToldTurn;
import dev.spectrum.conversation.turn.ToolUser;
import dev.spectrum.conversation.turn.Tools;
import dev.spectrum.conversation.turn.TurnsConfig;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.model.MadeCall;
import dev.spectrum.platform.model.ModelAnswer;
import dev.spectrum.platform.model.ModelCall;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.ToolDefinition;
import dev.spectrum.platform.model.ToolRequest;
import dev.spectrum.platform.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A completion under way: what is known, said, done and spent so far. Belongs to one Vert.x context. */
final class Completing {

    private final Completion asked;
    private final TenantAgent agent;
    private final TurnsConfig config;
    private final Instant startedAt = Instant.now();
    private final UUID messageId = CompletionRun.newId();
    private final Map<String, ToolDefinition> clients = new LinkedHashMap<>();
    private final Map<String, ToolDefinition> own = new LinkedHashMap<>();
    private final List<ModelMessage> messages = new ArrayList<>();
    private final List<ToolRound> rounds = new ArrayList<>();
    private final List<ToolRound> roundsBefore = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<MadeCall> calls = new CopyOnWriteArrayList<>();
    private long saidInCall;

    Completing(Completion asked, TenantAgent agent, TurnsConfig config) {
        this.asked = asked;
        this.agent = agent;
        this.config = config;
        asked.tools().forEach(tool -> clients.put(tool.name(), tool));
    }

    /** @param offered the agent's own tools; empty if they can't be reached */
    void prepare(Optional<List<OfferedTool>> offered, Map<String, List<ToolRound>> remembered) {
        offered.orElse(List.of()).forEach(tool -> mayUse(tool.definition()));
        messages.add(new ModelMessage.System(SystemPrompt.of(
                agent, asked.who(), LocalDate.now(ZoneOffset.UTC), offered.isPresent() || !asked.mayUseTools())));
        for (ModelMessage message : asked.messages()) {
            if (message instanceof ModelMessage.Assistant assistant
                    && !assistant.toolRequests().isEmpty()) {
                remembered
                        .getOrDefault(assistant.toolRequests().getFirst().id(), List.of())
                        .forEach(this::didBefore);
            }
            messages.add(message);
        }
    }

    /** A client's tool is the client's, whatever the agent has or finds that is called the same. */
    void mayUse(ToolDefinition tool) {
        if (!clients.containsKey(tool.name())) {
            own.putIfAbsent(tool.name(), tool);
        }
    }

    boolean isClients(ToolRequest request) {
        return clients.containsKey(request.name());
    }

    boolean isOwn(ToolRequest request) {
        return own.containsKey(request.name());
    }

    /** The next question to the model. */
    ModelCall question() {
        List<ToolDefinition> tools = new ArrayList<>();
        if (asked.mayUseTools() && !isLastTime()) {
            tools.addAll(own.values());
            tools.addAll(clients.values());
        }
        saidInCall = 0;
        return new ModelCall(
                asked.who().tenantId(),
                agent.tenant().dailyLimitMicroUsd(),
                agent.agent().model(),
                asked.temperature().orElse(agent.agent().temperature()),
                Math.min(asked.maxOutputTokens().orElse(config.maxOutputTokens()), config.maxOutputTokens()),
                List.copyOf(messages),
                tools,
                asked.answerSchema());
    }

    boolean isLastTime() {
        return rounds.size() >= config.maxRounds();
    }

    /** Between what it said before and what it says now is an empty line. */
    String piece(String said) {
        String separated = saidInCall == 0 && !text.isEmpty() ? "\n\n" + said : said;
        saidInCall += said.length();
        text.append(separated);
        return separated;
    }

    void heard(ModelAnswer answer) {
        if (!asked.streamed() && !answer.text().isEmpty()) {
            piece(answer.text());
        }
    }

    /** On any thread. */
    void made(MadeCall call) {
        calls.add(call);
    }

    private ModelCalls modelCalls() {
        return new ModelCalls(List.copyOf(calls));
    }

    void did(ToolRound round) {
        rounds.add(round);
        show(round);
    }

    private void didBefore(ToolRound round) {
        roundsBefore.add(round);
        show(round);
    }

    private void show(ToolRound round) {
        messages.add(ToolWords.asked(round));
        round.calls().forEach(used -> messages.add(ToolWords.result(used, config.resultCharacters())));
    }

    /** Which one this is among the same acts. What the model does not remember, it does not do a second time. */
    int occurrence(ToolRequest request, Map<String, Object> arguments, List<ToolCall> beside) {
        long before = Stream.concat(roundsBefore.stream(), rounds.stream())
                .flatMap(round -> round.calls().stream())
                .filter(used -> used.repeats(request.name(), arguments))
                .count();
        return (int) (before
                + beside.stream()
                        .filter(used -> used.repeats(request.name(), arguments))
                        .count());
    }

    ToolUser toolUser() {
        return new ToolUser(
                asked.who(), asked.token(), agent.agent().role(), agent.agent().version());
    }

    Tools.Call act(String tool, Map<String, Object> arguments, int occurrence) {
        return new Tools.Call(asked.run().id(), tool, arguments, occurrence);
    }

    Duration timeLeft() {
        return Duration.between(Instant.now(), startedAt.plus(config.deadline()));
    }

    /** With a tool; a millisecond at least, because there is no timer for less. */
    Duration patience() {
        Duration left = timeLeft();
        Duration most = left.compareTo(config.toolTimeout()) < 0 ? left : config.toolTimeout();
        return most.isPositive() ? most : Duration.ofMillis(1);
    }

    Completion asked() {
        return asked;
    }

    List<ToolRound> rounds() {
        return rounds;
    }

    String text() {
        return text.toString();
    }

    Usage usage() {
        return modelCalls().usage();
    }

    OutgoingEvent completed() {
        return told().completed(messageId, rounds, modelCalls(), Duration.between(startedAt, Instant.now()));
    }

    OutgoingEvent failedWith(Failure failure) {
        return told().failed(failure, modelCalls());
    }

    OutgoingEvent stopped() {
        return told().stopped(messageId, modelCalls());
    }

    /** A turn of a conversation that only the client keeps. The run stands for that; each request is a turn of its own. */
    private ToldTurn told() {
        Agent definition = agent.agent();
        UUID run = asked.run().id();
        return new ToldTurn(
                asked.who().tenantId(),
                run,
                run,
                run,
                asked.who().subject(),
                definition.id(),
                definition.role(),
                definition.definitionVersion(),
                startedAt);
    }
}
