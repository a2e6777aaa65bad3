package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.Question;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;

/** Revision 2025-11-25: questions are requests on the call's own stream; the answers come in requests of their own. */
final class QuestionsOnStream implements Questions {

    private final Session session;
    private final ResponseStream stream;
    private final Duration answersWithin;

    QuestionsOnStream(Session session, ResponseStream stream, Duration answersWithin) {
        this.session = session;
        this.stream = stream;
        this.answersWithin = answersWithin;
    }

    /** One after the other. */
    @Override
    public Uni<ObjectNode> ask(Map<String, Question> questions) {
        Uni<ObjectNode> answers = Uni.createFrom().item(JsonNodeFactory.instance.objectNode());
        for (Map.Entry<String, Question> question : questions.entrySet()) {
            answers = answers.chain(found -> ask(question.getValue()).map(answer -> {
                found.set(question.getKey(), answer);
                return found;
            }));
        }
        return answers;
    }

    private Uni<JsonNode> ask(Question question) {
        return session.ask(id -> stream.send(request(id, question)))
                .ifNoItem()
                .after(answersWithin)
                .failWith(() -> ToolException.retryable("no-answer", "The client did not answer in time."))
                // It comes on the thread of the request that brought it.
                .emitOn(OnThisContext.executor())
                .map(answer -> answer.filter(given -> Questions.isAnswer(question.kind(), given))
                        .orElseThrow(() -> ToolException.of("no-answer", "The client gave no answer.")));
    }

    private static ObjectNode request(String id, Question question) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", question.kind().method());
        request.set("params", question.params());
        return request;
    }
}
