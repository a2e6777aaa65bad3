package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.turn.LanguageModel.Reply;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.model.MadeCall;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
    private final UseTools useTools;
    private final TurnsConfig config;

    AnswerMessage(LanguageModel model, Tools tools, UseTools useTools, TurnsConfig config) {
        this.model = model;
        this.tools = tools;
        this.useTools = useTools;
        this.config = config;
    }

    Uni<Outcome> answer(Work work, LiveTurn live) {
        Exchange begun = new Exchange(work.roundsBefore(), live.calls());
        return tools.offeredTo(work.toolUser())
                .ifNoItem()
                .after(work.patience(config))
                .recoverWithItem(Optional.empty())
                .map(offered -> new Attempt(work, live, offered))
                .chain(attempt -> work.decided()
                        .map(round -> goOn(attempt, begun, round))
                        .orElseGet(() -> askModel(attempt, begun)));
    }

    /** What stays the same in all rounds of an attempt. */
    record Attempt(Work work, LiveTurn live, Optional<List<OfferedTool>> offered) {}

    /** What the agent was offered, and what it has found since. */
    private List<OfferedTool> offered(Attempt attempt, Exchange soFar) {
        Map<String, OfferedTool> offered = new LinkedHashMap<>();
        attempt.offered().orElse(List.of()).forEach(tool -> offered.put(tool.name(), tool));
        soFar.calls().stream()
                .flatMap(call -> tools.foundBy(call).stream())
                .forEach(tool -> offered.putIfAbsent(tool.name(), tool));
        return List.copyOf(offered.values());
    }

    private Uni<Outcome> askModel(Attempt attempt, Exchange soFar) {
        UUID messageId = Work.newId();
        if (attempt.live().isStopped()) {
            return done(new Outcome.Stopped(messageId, "", soFar));
        }
        Duration left = attempt.work().timeLeft(config);
        if (!left.isPositive()) {
            return done(new Outcome.Failed(Failure.TIMEOUT, soFar));
        }
        boolean lastTime = soFar.rounds().size() >= config.maxRounds() || useTools.isStuck(soFar);
        return model.ask(question(attempt, soFar, lastTime, left), new Ear(attempt.live(), messageId))
                .chain(reply -> goOn(attempt, soFar.with(attempt.live().calls()), messageId, reply, lastTime));
    }

    private Uni<Outcome> goOn(Attempt attempt, Exchange heard, UUID messageId, Reply reply, boolean lastTime) {
        return switch (reply) {
            case Reply.Silent silent -> done(new Outcome.Failed(silent.failure(), heard));
            case Reply.CutOff cutOff -> done(cutOff(messageId, cutOff, heard));
            case Reply.Said said
            when lastTime || said.requests().isEmpty() ->
                done(new Outcome.Answered(messageId, said.text(), heard, said.isCutShort()));
            case Reply.Said said -> useTools(attempt, heard, messageId, said);
        };
    }

    /** Passes on what the model says. */
    private record Ear(LiveTurn live, UUID messageId) implements LanguageModel.Listener {

        @Override
        public boolean wantsPieces() {
            return live.narrator().wantsPieces();
        }

        @Override
        public void hear(String piece) {
            live.narrator().say(messageId, piece);
        }

        @Override
        public void made(MadeCall call) {
            live.made(call);
        }

        @Override
        public Uni<Void> stopped() {
            return live.stopped();
        }
    }

    private static Outcome cutOff(UUID messageId, Reply.CutOff cutOff, Exchange heard) {
        if (cutOff.failure().isEmpty()) {
            return new Outcome.Stopped(messageId, cutOff.text(), heard);
        }
        return cutOff.text().isEmpty()
                ? new Outcome.Failed(cutOff.failure().get(), heard)
                : new Outcome.BrokenOff(
                        messageId, cutOff.text(), cutOff.failure().get(), heard);
    }

    private Uni<Outcome> useTools(Attempt attempt, Exchange heard, UUID messageId, Reply.Said said) {
        List<ToolRequest> requests = useTools.identified(said.requests(), heard);
        requests.forEach(request -> attempt.live()
                .narrator()
                .call(
                        messageId,
                        request.id(),
                        request.name(),
                        request.arguments().orElse(Map.of())));
        Set<String> toApprove = useTools.toApprove(attempt.work(), offered(attempt, heard), requests);
        return toApprove.isEmpty()
                ? goOn(attempt, heard, new Work.DecidedRound(said.text(), requests, Map.of()))
                : done(new Outcome.Waiting(new Pending(said.text(), requests, toApprove), heard));
    }

    /** Whatever goes wrong from here on, what was heard until now was paid for. */
    private Uni<Outcome> goOn(Attempt attempt, Exchange heard, Work.DecidedRound round) {
        return Uni.createFrom()
                .deferred(() -> useTools.use(attempt, heard, offered(attempt, heard), round))
                .map(calls -> heard.with(new ToolRound(round.text(), calls)))
                .chain(more -> askModel(attempt, more))
                .onFailure()
                .recoverWithItem(mistake -> {
                    LOG.errorf(
                            mistake,
                            "Turn %s failed unforeseen",
                            attempt.work().turn().id());
                    return new Outcome.Failed(
                            Failure.INTERNAL, heard.with(attempt.live().calls()));
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
                                attempt.offered().isPresent())
                        + Attached.notice(work.messages()),
                messages(work, soFar),
                lastTime
                        ? List.of()
                        : offered(attempt, soFar).stream()
                                .map(OfferedTool::definition)
                                .toList(),
                work.attached(),
                patience);
    }

    private static List<Message> messages(Work work, Exchange soFar) {
        if (soFar.rounds().isEmpty()) {
            return work.messages();
        }
        Message unfinished = work.question().answer(work.turn().id(), "", soFar.rounds(), 0, Message.Ending.COMPLETE);
        return Stream.concat(work.messages().stream(), Stream.of(unfinished)).toList();
    }

    private static Uni<Outcome> done(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
