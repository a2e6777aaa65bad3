package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.tenant.Caller;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** {@code prompts/*}, over all sources of prompts. */
@ApplicationScoped
class PromptMethods {

    private final List<PromptSource> sources;
    private final McpResults results;
    private final Seal seal;
    private final McpConfig config;

    PromptMethods(@All List<PromptSource> sources, McpResults results, Seal seal, McpConfig config) {
        this.sources = sources;
        this.results = results;
        this.seal = seal;
        this.config = config;
    }

    boolean areOffered() {
        return !sources.isEmpty();
    }

    /** In the order of their names. */
    Uni<List<ObjectNode>> prompts(Caller caller) {
        return Sources.all(sources, source -> source.prompts(caller), "name");
    }

    Uni<ObjectNode> answer(Exchange exchange) {
        return exchange.request().method().equals("prompts/list") ? list(exchange) : get(exchange);
    }

    private Uni<ObjectNode> list(Exchange exchange) {
        return prompts(exchange.caller())
                .map(all -> results.list(
                        "prompts",
                        Page.of(all, prompt -> prompt.path("name").asText(), exchange.cursor(), config.pageSize()),
                        exchange.revision()));
    }

    private Uni<ObjectNode> get(Exchange exchange) {
        String name = exchange.required("name");
        ObjectNode arguments = exchange.object("arguments");
        CallClient client = CallClient.of(exchange, seal, config.answersWithin());
        return Sources.first(sources, source -> source.get(exchange.caller(), name, arguments, client))
                .map(found -> results.messages(
                        found.orElseThrow(() -> McpException.invalidParams("Unknown prompt: " + name)),
                        exchange.revision()))
                .onFailure(ToolException.class)
                .recoverWithItem(failure -> instead((ToolException) failure, client, exchange.revision()));
    }

    private ObjectNode instead(ToolException failure, CallClient client, Revision revision) {
        return client.insteadOf(failure.error().error(), results.empty(revision))
                .orElseThrow(() -> McpException.invalidParams(failure.error().text()));
    }

    Uni<ObjectNode> complete(Exchange exchange) {
        String prompt = exchange.params().at("/ref/name").asText();
        String argument = exchange.params().at("/argument/name").asText();
        String begun = exchange.params().at("/argument/value").asText();
        return Sources.first(sources, source -> source.complete(exchange.caller(), prompt, argument, begun))
                .map(found -> results.completion(
                        found.orElseThrow(() -> McpException.invalidParams("Unknown prompt: " + prompt)),
                        exchange.revision()));
    }
}
