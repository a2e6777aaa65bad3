package dev.spectrum.demomodel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.demomodel.conversation.CompletionRequest;
import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.conversation.Reply;
import dev.spectrum.demomodel.conversation.ResponseFormat;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.conversation.ToolChoice;
import dev.spectrum.demomodel.json.Json;
import dev.spectrum.demomodel.meaning.MiniLm;
import dev.spectrum.demomodel.meaning.RememberedSentences;
import dev.spectrum.demomodel.plan.RuleModel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A chat with the model, its tool calls run by a {@link FakeCompany}, as a conversation service would lead it. */
public final class Dialogue {

    private static final String INSTRUCTIONS = """
            You are the Sales agent of Acme (B2B software, growth stage). You help the team to win and keep customers.
            Data sources: crm, calendar, email. Current date: 2026-11-20. You are talking to Olivia Owner (owner).""";
    private static final int MOST_ROUNDS = 6;

    private static final RuleModel MODEL = new RuleModel(
            new RememberedSentences(MiniLm.load()), Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC));

    private final FakeCompany company;
    private final List<Tool> tools;
    private final List<Message> messages = new ArrayList<>(List.of(new Message.Instructions(INSTRUCTIONS)));
    private List<ToolCall> calls = new ArrayList<>();

    public Dialogue(FakeCompany company) {
        this(company, FakeCompany.tools());
    }

    public Dialogue(FakeCompany company, List<Tool> tools) {
        this.company = company;
        this.tools = tools;
    }

    public static RuleModel model() {
        return MODEL;
    }

    /** The answer, after all tools it needs have run. */
    public String ask(String question) {
        calls = new ArrayList<>();
        messages.add(new Message.User(question));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Reply reply = MODEL.reply(request(messages, tools, new ToolChoice.Auto()));
            if (reply instanceof Reply.Answer answer) {
                messages.add(new Message.Assistant(answer.text(), List.of()));
                return answer.text();
            }
            List<ToolCall> wanted = ((Reply.Calls) reply)
                    .calls().stream().map(Dialogue::sentAndReceived).toList();
            calls.addAll(wanted);
            messages.add(new Message.Assistant("", wanted));
            wanted.forEach(call -> messages.add(new Message.ToolResult(call.id(), company.run(call))));
        }
        throw new AssertionError("No answer after " + MOST_ROUNDS + " rounds; calls: " + calls);
    }

    /** Between client and model, arguments are text. */
    private static ToolCall sentAndReceived(ToolCall call) {
        return new ToolCall(call.id(), call.name(), (ObjectNode)
                Json.read(Json.write(call.arguments())).orElseThrow());
    }

    public List<ToolCall> calls() {
        return calls;
    }

    /** The names of the tools that the last question called, in order. */
    public List<String> toolsCalled() {
        return calls.stream().map(ToolCall::name).toList();
    }

    public ToolCall call(String tool) {
        return calls.stream()
                .filter(call -> call.name().equals(tool))
                .findFirst()
                .orElseThrow();
    }

    /** As if only what was said had been stored: tool calls and results are gone. */
    public Dialogue forgetToolMessages() {
        messages.removeIf(message -> message instanceof Message.ToolResult
                || message instanceof Message.Assistant assistant
                        && !assistant.calls().isEmpty());
        return this;
    }

    public static CompletionRequest request(List<Message> messages, List<Tool> tools, ToolChoice choice) {
        return new CompletionRequest(
                List.copyOf(messages), tools, choice, true, new ResponseFormat.Text(), null, false, false, 0);
    }
}
