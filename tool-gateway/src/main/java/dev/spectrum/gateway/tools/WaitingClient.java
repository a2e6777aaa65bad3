package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Whoever waits for a call's result: what a tool can tell and ask them meanwhile. */
public interface WaitingClient {

    /** One that wants to hear nothing and answers nothing. */
    WaitingClient SILENT = new SilentClient();

    /**
     * Called when the call is permitted and before anything is done.
     *
     * @throws ToolException if the request does not fit this tool
     */
    void begins(ToolDefinition tool);

    /**
     * Says how far it is, to those who want to know.
     *
     * @param done never less than before
     * @param message for people
     */
    void progress(double done, double total, String message);

    /** Says what happens, to those who want to know this much. */
    void log(LogLevel level, JsonNode data);

    boolean canBeAsked(Question.Kind kind);

    /**
     * Asks, and gives the answers by the same keys, as MCP writes them (ElicitResult, CreateMessageResult, ListRootsResult).
     * A client of MCP's stateless revision gets the questions as the result of its call, and calls again with the answers:
     * so a tool asks before it does anything, and only tools that reach out ask, because an answer takes its time. Fails with
     * {@link ToolException} where there are no answers yet, or can't be any.
     *
     * @param questions by keys of the tool's choice, unique within the call
     */
    Uni<ObjectNode> ask(Map<String, Question> questions);
}
