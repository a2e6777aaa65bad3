package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Hears nothing, answers nothing. */
final class SilentClient implements WaitingClient {

    @Override
    public void begins(ToolDefinition tool) {}

    @Override
    public void progress(double done, double total, String message) {}

    @Override
    public void log(LogLevel level, JsonNode data) {}

    @Override
    public boolean canBeAsked(Question.Kind kind) {
        return false;
    }

    @Override
    public Uni<ObjectNode> ask(Map<String, Question> questions) {
        return Uni.createFrom().failure(Question.cannotBeAsked());
    }
}
