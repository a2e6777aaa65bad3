package dev.spectrum.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.agents.domain.Tenant;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.LanguageModel.Question;
import dev.spectrum.conversation.turn.LanguageModel.Reply;
import dev.spectrum.conversation.turn.domain.Context;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Place;
import dev.spectrum.conversation.turn.domain.Settings;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.platform.model.MadeCall;
import dev.spectrum.platform.model.ToolDefinition;
import dev.spectrum.platform.model.Usage;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AnswerMessageTest {

    private static final UUID TENANT = UUID.randomUUID();
    private static final Usage USAGE = new Usage(10, 5, 7);

    private final FakeModel model = new FakeModel();
    private final FakeTools tools = new FakeTools();
    private Limits limits = new Limits(8, Duration.ofSeconds(30), Duration.ofSeconds(5));

    @Test
    void answersAtOnceWhereNoToolIsNeeded() {
        model.says("Hello.");

        Outcome.Answered outcome = answered();

        assertThat(outcome.text()).isEqualTo("Hello.");
        assertThat(outcome.exchange().usage()).isEqualTo(USAGE);
        assertThat(outcome.exchange().modelCalls().model()).isEqualTo("fake");
    }

    @Test
    void showsTheModelWhatItsToolsReturned() {
        tools.offers("search", Map.of("found", "Dana"));
        model.asksFor("search", Map.of("query", "open"));
        model.says("Dana.");

        Outcome.Answered outcome = answered();

        Message unfinished = model.questions.getLast().messages().getLast();
        assertThat(unfinished.speaker()).isEqualTo(Message.Speaker.ASSISTANT);
        assertThat(unfinished.toolRounds().getFirst().calls().getFirst().result())
                .isEqualTo(Map.of("found", "Dana"));
        assertThat(outcome.exchange().usage()).isEqualTo(USAGE.plus(USAGE));
        assertThat(outcome.exchange().calls())
                .extracting(ToolCall::name, ToolCall::isError)
                .containsExactly(tuple("search", false));
    }

    @Test
    void afterTheLastRoundTheModelIsAskedOnceMoreWithoutTools() {
        limits = new Limits(2, Duration.ofSeconds(30), Duration.ofSeconds(5));
        tools.offers("search", Map.of());
        model.asksFor("search", Map.of("page", 1));
        model.asksFor("search", Map.of("page", 2));
        model.says("That is all I found.");

        assertThat(answered().text()).isEqualTo("That is all I found.");
        assertThat(model.questions)
                .extracting(question -> question.tools().size())
                .containsExactly(1, 1, 0);
    }

    @Test
    void aToolThatIsNotOfferedIsNotCalled() {
        tools.offers("search", Map.of());
        model.asksFor("delete_everything", Map.of());
        model.says("I can't.");

        ToolCall refused = answered().exchange().calls().getFirst();

        assertThat(refused.isError()).isTrue();
        assertThat(refused.result()).asString().contains("no tool with this name");
        assertThat(tools.calls).isEmpty();
    }

    @Test
    void brokenArgumentsAreToldToTheModelAndNotToTheTool() {
        tools.offers("search", Map.of());
        model.replies(new Reply.Said("", List.of(new ToolRequest("1", "search", Optional.empty()))));
        model.says("Sorry.");

        ToolCall refused = answered().exchange().calls().getFirst();

        assertThat(refused.isError()).isTrue();
        assertThat(refused.result()).asString().contains("JSON object");
        assertThat(tools.calls).isEmpty();
    }

    @Test
    void aToolThatIsTooSlowIsToldToTheModel() {
        limits = new Limits(8, Duration.ofSeconds(30), Duration.ofMillis(50));
        tools.offers("search", Map.of());
        tools.isSilent = true;
        model.asksFor("search", Map.of());
        model.says("The search is slow today.");

        assertThat(answered().exchange().calls().getFirst().result()).asString().contains("in time");
    }

    @Test
    void aModelThatFailsInALaterRoundLeavesWhatTheToolsDid() {
        tools.offers("send", Map.of("sent", true));
        model.asksFor("send", Map.of());
        model.fails(Failure.UNAVAILABLE, call("fake", Usage.NONE, MadeCall.End.UNAVAILABLE));

        Outcome.Failed outcome = (Outcome.Failed) run(work());

        assertThat(outcome.failure()).isEqualTo(Failure.UNAVAILABLE);
        assertThat(outcome.exchange().calls()).extracting(ToolCall::name).containsExactly("send");
        assertThat(outcome.exchange().usage()).isEqualTo(USAGE);
    }

    @Test
    void aRetryGoesOnFromWhatTheToolsDid() {
        tools.offers("send", Map.of("sent", true));
        model.asksFor("send", Map.of());
        model.fails(Failure.UNAVAILABLE, call("fake", Usage.NONE, MadeCall.End.UNAVAILABLE));
        Work work = work();
        Outcome failed = run(work);
        model.says("Sent.");

        Outcome.Answered outcome = (Outcome.Answered) run(new Work(
                work.asked(),
                work.agent(),
                work.turn().nextAttempt(),
                work.context(),
                work.question(),
                failed.exchange().rounds(),
                failed.exchange().usage(),
                Instant.now(),
                Attached.NOTHING,
                Optional.empty()));

        assertThat(tools.calls).hasSize(1);
        assertThat(outcome.exchange().calls()).hasSize(1);
        assertThat(outcome.exchange().usage()).as("of this attempt").isEqualTo(USAGE);
    }

    @Test
    void theModelHasTheTimeThatTheTurnHasLeft() {
        limits = new Limits(8, Duration.ofSeconds(3), Duration.ofSeconds(5));
        model.says("Hello.");

        answered();

        assertThat(model.questions.getFirst().patience()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    @Test
    void aTurnWithoutTimeLeftDoesNotAskTheModel() {
        limits = new Limits(8, Duration.ZERO, Duration.ofSeconds(5));

        assertThat(run(work()))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.TIMEOUT));
        assertThat(model.questions).isEmpty();
    }

    @Test
    void whatAModelThatWasGivenUpCostsIsPartOfTheTurn() {
        tools.offers("send", Map.of("sent", true));
        model.asksFor("send", Map.of());
        model.fails(Failure.TIMEOUT, call("slow", new Usage(0, 0, 99), MadeCall.End.TIMEOUT));

        Outcome outcome = run(work());

        assertThat(outcome.exchange().usage()).isEqualTo(USAGE.plus(new Usage(0, 0, 99)));
        assertThat(outcome.exchange().modelCalls().model()).isEqualTo("slow");
    }

    @Test
    void aMistakeOfOursDoesNotForgetWhatWasPaidFor() {
        tools.offers("send", Map.of("sent", true));
        model.asksFor("send", Map.of());
        model.breaks = true;

        assertThat(run(work())).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(Failure.INTERNAL);
            assertThat(failed.exchange().usage()).isEqualTo(USAGE);
        });
    }

    @Test
    void whereToolsCantBeReachedTheModelIsToldSo() {
        tools.cantBeReached = true;
        model.says("I can't look it up now.");

        assertThat(answered().text()).isEqualTo("I can't look it up now.");
        assertThat(model.questions.getFirst().systemPrompt()).contains("tools can't be reached");
    }

    @Test
    void theSameCallTwiceIsTwoActs() {
        tools.offers("search", Map.of());
        Map<String, Object> arguments = Map.of("query", "open");
        model.replies(new Reply.Said(
                "",
                List.of(
                        new ToolRequest("a", "search", Optional.of(arguments)),
                        new ToolRequest("b", "search", Optional.of(arguments)))));
        model.asksFor("search", arguments);
        model.says("Done.");

        answered();

        assertThat(tools.calls).extracting(Tools.Call::occurrence).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void everyCallHasAnIdOfItsOwn() {
        tools.offers("search", Map.of());
        model.asksFor("search", Map.of("page", 1));
        model.asksFor("search", Map.of("page", 2));
        model.replies(new Reply.Said("", List.of(new ToolRequest("", "search", Optional.of(Map.of())))));
        model.says("Done.");

        List<String> ids =
                answered().exchange().calls().stream().map(ToolCall::id).toList();

        assertThat(ids).hasSize(3).doesNotHaveDuplicates().noneMatch(String::isBlank);
    }

    private Outcome.Answered answered() {
        return (Outcome.Answered) run(work());
    }

    private Outcome run(Work work) {
        return new AnswerMessage(model, tools, new UseTools(tools, limits), limits)
                .answer(work, new LiveTurn(TENANT, work.turn(), Narrator.SILENT))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static MadeCall call(String model, Usage usage, MadeCall.End end) {
        return new MadeCall(model, usage, end, Instant.now(), Instant.now());
    }

    private static Work work() {
        Agent agent = new Agent(
                TENANT,
                UUID.randomUUID(),
                "sales",
                "Sales",
                "You are {role_name}.",
                List.of(),
                List.of("crm"),
                "",
                0.2,
                "",
                true,
                Agent.Brand.NONE,
                3,
                3,
                false);
        Tenant tenant = new Tenant(TENANT, new Tenant.Company("Acme", "", ""), 5_000_000, 0, false);
        Caller who = new Caller(TENANT, "acme", "user", "User", Optional.empty(), Optional.of(Role.MEMBER));
        Asked asked = new Asked(
                who,
                new AccessToken("token"),
                "sales",
                Optional.empty(),
                new Place.AtLeaf(),
                "Who should I call?",
                List.of(),
                Optional.empty());
        Conversation conversation = new Conversation(
                TENANT,
                UUID.randomUUID(),
                "user",
                agent.id(),
                "sales",
                UUID.randomUUID(),
                Settings.DEFAULT,
                Optional.empty());
        return Work.first(asked, new TenantAgent(agent, tenant), new Context(conversation, List.of()));
    }

    private static final class FakeModel implements LanguageModel {

        private record Scripted(Reply reply, MadeCall call) {}

        private final Deque<Scripted> replies = new ArrayDeque<>();
        private final List<Question> questions = new ArrayList<>();
        private boolean breaks;

        @Override
        public boolean sees(String model) {
            return false;
        }

        void replies(Reply next) {
            replies.add(new Scripted(next, AnswerMessageTest.call("fake", USAGE, MadeCall.End.ANSWERED)));
        }

        void fails(Failure failure, MadeCall call) {
            replies.add(new Scripted(new Reply.Silent(failure), call));
        }

        void says(String text) {
            replies(new Reply.Said(text, List.of()));
        }

        void asksFor(String tool, Map<String, Object> arguments) {
            replies(new Reply.Said("", List.of(new ToolRequest("1", tool, Optional.of(arguments)))));
        }

        @Override
        public Uni<Reply> ask(Question question, Listener listener) {
            questions.add(question);
            if (breaks && replies.isEmpty()) {
                return Uni.createFrom().failure(new IllegalStateException("a mistake"));
            }
            Scripted next = replies.removeFirst();
            listener.made(next.call());
            return Uni.createFrom().item(next.reply());
        }
    }

    private static final class FakeTools implements Tools {

        private final List<OfferedTool> offered = new ArrayList<>();
        private final List<Call> calls = new CopyOnWriteArrayList<>();
        private Map<String, Object> result = Map.of();
        private boolean isSilent;
        private boolean cantBeReached;

        void offers(String tool, Map<String, Object> itsResult) {
            offered.add(new OfferedTool(new ToolDefinition(tool, "", "{\"type\": \"object\"}"), false));
            result = itsResult;
        }

        @Override
        public List<OfferedTool> foundBy(ToolCall call) {
            return List.of();
        }

        @Override
        public Uni<Optional<List<OfferedTool>>> offeredTo(ToolUser user) {
            return Uni.createFrom().item(cantBeReached ? Optional.empty() : Optional.of(offered));
        }

        @Override
        public Uni<Result> call(ToolUser user, Call call) {
            calls.add(call);
            return isSilent ? Uni.createFrom().nothing() : Uni.createFrom().item(new Result(result, false));
        }
    }

    private record Limits(int maxRounds, Duration deadline, Duration toolTimeout) implements TurnsConfig {

        @Override
        public int parallelTools() {
            return 4;
        }

        @Override
        public int callsAtOnce() {
            return 64;
        }

        @Override
        public int answerCharacters() {
            return 100_000;
        }

        @Override
        public Duration queuePatience() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Map<String, Integer> windows() {
            return Map.of();
        }

        @Override
        public int windowOtherwise() {
            return 32_000;
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(15);
        }

        @Override
        public int sameCalls() {
            return 3;
        }

        @Override
        public Duration journalPause() {
            return Duration.ofMillis(100);
        }

        @Override
        public int maxOutputTokens() {
            return 100;
        }

        @Override
        public int resultCharacters() {
            return 100;
        }

        @Override
        public int contextMessages() {
            return 10;
        }

        @Override
        public Duration contextTtl() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration cachePatience() {
            return Duration.ofSeconds(1);
        }
    }
}
