package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.Question;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** How a revision asks a client. */
sealed interface Questions permits QuestionsInResult, QuestionsOnStream {

    /** The answers by the questions' keys. */
    Uni<ObjectNode> ask(Map<String, Question> questions);

    /** Whether it has the shape of an answer to such a question. */
    static boolean isAnswer(Question.Kind kind, JsonNode answer) {
        return switch (kind) {
            case ELICITATION ->
                switch (answer.path("action").asText()) {
                    case "accept" -> answer.path("content").isObject();
                    case "decline", "cancel" -> true;
                    default -> false;
                };
            case SAMPLING -> answer.path("role").isTextual() && answer.has("content");
            case ROOTS -> answer.path("roots").isArray();
        };
    }
}
