package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.Question;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Revision 2026-07-28: questions are the result of the request; the client makes it again, with its answers and with what it
 * answered in earlier rounds, sealed in {@code requestState}. Nothing is kept here in between.
 */
final class QuestionsInResult implements Questions {

    private static final String PURPOSE = "request-state";
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Exchange exchange;
    private final Seal seal;
    private final ObjectNode given;
    private final ObjectNode accepted = JSON.objectNode();
    private final ObjectNode open = JSON.objectNode();

    private QuestionsInResult(Exchange exchange, Seal seal, ObjectNode given) {
        this.exchange = exchange;
        this.seal = seal;
        this.given = given;
    }

    /** @throws McpException if what it brings of earlier rounds is not from here, or belongs to another request */
    static QuestionsInResult of(Exchange exchange, Seal seal) {
        ObjectNode given = JSON.objectNode();
        JsonNode state = exchange.params().path("requestState");
        if (!state.isMissingNode()) {
            given.setAll(earlier(exchange, seal, state));
        }
        given.setAll(exchange.object("inputResponses"));
        return new QuestionsInResult(exchange, seal, given);
    }

    private static ObjectNode earlier(Exchange exchange, Seal seal, JsonNode state) {
        return seal.open(PURPOSE, state.asText())
                .filter(content -> content.path("request").asText().equals(digest(exchange)))
                .map(content -> (ObjectNode) content.path("answers"))
                .orElseThrow(() -> McpException.malformedParams(
                        "requestState is not what this server gave for this request, or has expired."));
    }

    @Override
    public Uni<ObjectNode> ask(Map<String, Question> questions) {
        ObjectNode answers = JSON.objectNode();
        questions.forEach((key, question) -> {
            JsonNode answer = given.path(key);
            if (Questions.isAnswer(question.kind(), answer)) {
                answers.set(key, answer);
                accepted.set(key, answer);
            } else {
                open.putObject(key).put("method", question.kind().method()).set("params", question.params());
            }
        });
        return open.isEmpty()
                ? Uni.createFrom().item(answers)
                : Uni.createFrom().failure(Question.inputRequired());
    }

    /** Writes the questions that are open into a result; there are none if nothing was asked in vain. */
    Optional<ObjectNode> result(ObjectNode empty) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode state = JSON.objectNode().put("request", digest(exchange));
        state.set("answers", accepted);
        empty.put("resultType", "input_required").set("inputRequests", open);
        return Optional.of(empty.put("requestState", seal.close(PURPOSE, state, LIFETIME)));
    }

    /** Tells one caller's request from every other. */
    private static String digest(Exchange exchange) {
        ObjectNode salient = exchange.params().deepCopy();
        salient.remove("_meta");
        salient.remove("inputResponses");
        salient.remove("requestState");
        String request = String.join(
                "\n",
                exchange.caller().tenantId().toString(),
                exchange.caller().subject(),
                exchange.agentRole().orElse(""),
                exchange.request().method(),
                salient.toString());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
