package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.WaitingClient;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Where prompts come from: a bean for each kind. Without any, MCP's prompts are not there. All JSON is as MCP writes it. */
public interface PromptSource {

    /** {@code Prompt} objects. */
    Uni<List<ObjectNode>> prompts(Caller caller);

    /**
     * {@code PromptMessage} objects; empty if there is no such prompt here. Fails with {@code ToolException} for arguments
     * that do not fit.
     */
    Uni<Optional<List<JsonNode>>> get(Caller caller, String name, JsonNode arguments, WaitingClient client);

    /** Values that an argument of a prompt could have; empty if there is no such prompt here. */
    Uni<Optional<List<String>>> complete(Caller caller, String prompt, String argument, String begun);
}
