package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.LogLevel;
import dev.spectrum.gateway.tools.Question;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.gateway.tools.WaitingClient;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The client of one request, as tools and prompts see it. */
final class CallClient implements WaitingClient {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String META_LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    private static final String HEADER_MISMATCH = "header-mismatch";

    private final Exchange exchange;
    private final Optional<Questions> questions;
    private volatile Optional<McpException> refusal = Optional.empty();

    private CallClient(Exchange exchange, Optional<Questions> questions) {
        this.exchange = exchange;
        this.questions = questions;
    }

    /** @throws McpException if what it brings of earlier rounds is not from here */
    static CallClient of(Exchange exchange, Seal seal, Duration answersWithin) {
        return new CallClient(
                exchange,
                switch (exchange.revision()) {
                    case MODERN -> Optional.of(QuestionsInResult.of(exchange, seal));
                    case LEGACY ->
                        exchange.session()
                                .filter(session -> exchange.stream().isAccepted())
                                .map(session -> new QuestionsOnStream(session, exchange.stream(), answersWithin));
                });
    }

    @Override
    public void begins(ToolDefinition tool) {
        if (exchange.revision() == Revision.MODERN) {
            try {
                MirroredArguments.require(tool.inputSchema(), exchange.params().path("arguments"), exchange.headers());
            } catch (McpException mismatch) {
                refusal = Optional.of(mismatch);
                throw ToolException.of(HEADER_MISMATCH, String.valueOf(mismatch.getMessage()));
            }
        }
    }

    @Override
    public void progress(double done, double total, String message) {
        JsonNode token = exchange.meta().path("progressToken");
        if (token.isTextual() || token.isIntegralNumber()) {
            ObjectNode params = JSON.objectNode();
            params.set("progressToken", token);
            params.put("progress", done).put("total", total).put("message", message);
            exchange.stream().send(Notices.of("notifications/progress", params));
        }
    }

    @Override
    public void log(LogLevel level, JsonNode data) {
        Optional<LogLevel> least = switch (exchange.revision()) {
            case MODERN -> LogLevel.of(exchange.meta().path(META_LOG_LEVEL).asText());
            case LEGACY -> exchange.session().flatMap(Session::logLevel);
        };
        if (least.filter(wanted -> level.compareTo(wanted) >= 0).isPresent()) {
            ObjectNode params = JSON.objectNode().put("level", level.code());
            params.set("data", data);
            exchange.stream().send(Notices.of("notifications/message", params));
        }
    }

    @Override
    public boolean canBeAsked(Question.Kind kind) {
        return questions.isPresent() && Capabilities.allow(exchange.capabilities(), kind);
    }

    @Override
    public Uni<ObjectNode> ask(Map<String, Question> asked) {
        ObjectNode lacking = JSON.objectNode();
        asked.values().stream()
                .map(Question::kind)
                .filter(kind -> !canBeAsked(kind))
                .forEach(kind -> lacking.putObject(kind.capability()));
        if (!lacking.isEmpty()) {
            if (exchange.revision() == Revision.MODERN) {
                refusal = Optional.of(
                        McpException.missingCapability(JSON.objectNode().set("requiredCapabilities", lacking)));
            }
            return Uni.createFrom().failure(Question.cannotBeAsked());
        }
        return questions.orElseThrow().ask(asked);
    }

    /**
     * What the protocol says in place of an error, if that stands for something of the protocol's own.
     *
     * @param error the code of the {@link dev.spectrum.gateway.tools.ToolError} that ended the work
     * @param empty a result of the right revision
     * @throws McpException where the protocol has an error of its own
     */
    Optional<ObjectNode> insteadOf(String error, ObjectNode empty) {
        return switch (error) {
            case Question.INPUT_REQUIRED ->
                questions.flatMap(way -> switch (way) {
                    case QuestionsInResult inResult -> inResult.result(empty);
                    case QuestionsOnStream onStream -> Optional.empty();
                });
            case Question.CANNOT_BE_ASKED, HEADER_MISMATCH -> {
                refusal.ifPresent(reason -> {
                    throw reason;
                });
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }
}
