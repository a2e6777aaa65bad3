package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.LogLevel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers MCP's methods. */
@ApplicationScoped
class McpServer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ToolMethods tools;
    private final ResourceMethods resources;
    private final PromptMethods prompts;
    private final Subscriptions subscriptions;
    private final McpResults results;

    McpServer(
            ToolMethods tools,
            ResourceMethods resources,
            PromptMethods prompts,
            Subscriptions subscriptions,
            McpResults results) {
        this.tools = tools;
        this.resources = resources;
        this.prompts = prompts;
        this.subscriptions = subscriptions;
        this.results = results;
    }

    /** Gives the result. Fails with {@link McpException}, or with a 404 where there is no such agent. */
    Uni<ObjectNode> answer(Exchange exchange) {
        return switch (exchange.revision()) {
            case MODERN -> modern(exchange);
            case LEGACY -> legacy(exchange);
        };
    }

    private Uni<ObjectNode> modern(Exchange exchange) {
        return switch (exchange.request().method()) {
            case "tools/call" -> tools.call(exchange);
            case "server/discover" ->
                withAgent(exchange, () -> Uni.createFrom().item(results.discovered(capabilities())));
            case "subscriptions/listen" -> withAgent(exchange, () -> subscriptions.listen(exchange));
            default -> ofBoth(exchange).orElseThrow(() -> McpException.methodNotFound(404));
        };
    }

    private Uni<ObjectNode> legacy(Exchange exchange) {
        return switch (exchange.request().method()) {
            case "tools/call" -> tools.call(exchange);
            case "initialize" -> withAgent(exchange, () -> Uni.createFrom().item(results.initialized(capabilities())));
            case "ping" -> Uni.createFrom().item(JSON.objectNode());
            case "logging/setLevel" -> setLogLevel(exchange);
            default ->
                ofBoth(exchange)
                        .or(() -> resources.areOffered() ? subscription(exchange) : Optional.empty())
                        .orElseThrow(() -> McpException.methodNotFound(200));
        };
    }

    private Optional<Uni<ObjectNode>> ofBoth(Exchange exchange) {
        return switch (exchange.request().method()) {
            case "tools/list" -> Optional.of(tools.list(exchange));
            case "resources/list", "resources/templates/list", "resources/read" ->
                resources.areOffered()
                        ? Optional.of(withAgent(exchange, () -> resources.answer(exchange)))
                        : Optional.empty();
            case "prompts/list", "prompts/get" ->
                prompts.areOffered()
                        ? Optional.of(withAgent(exchange, () -> prompts.answer(exchange)))
                        : Optional.empty();
            case "completion/complete" ->
                resources.areOffered() || prompts.areOffered()
                        ? Optional.of(withAgent(exchange, () -> complete(exchange)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Uni<ObjectNode> withAgent(Exchange exchange, Supplier<Uni<ObjectNode>> work) {
        return tools.offered(exchange).chain(exists -> work.get());
    }

    private ObjectNode capabilities() {
        ObjectNode capabilities = JSON.objectNode();
        capabilities.putObject("tools").put("listChanged", true);
        capabilities.putObject("logging");
        if (resources.areOffered()) {
            capabilities.putObject("resources").put("subscribe", true).put("listChanged", true);
        }
        if (prompts.areOffered()) {
            capabilities.putObject("prompts").put("listChanged", true);
        }
        if (resources.areOffered() || prompts.areOffered()) {
            capabilities.putObject("completions");
        }
        return capabilities;
    }

    private Uni<ObjectNode> complete(Exchange exchange) {
        return switch (exchange.params().at("/ref/type").asText()) {
            case "ref/prompt" -> prompts.complete(exchange);
            case "ref/resource" -> resources.complete(exchange);
            default -> throw McpException.malformedParams("ref is a ref/prompt or a ref/resource.");
        };
    }

    private Uni<ObjectNode> setLogLevel(Exchange exchange) {
        LogLevel level = LogLevel.of(exchange.required("level"))
                .orElseThrow(() -> McpException.invalidParams("There is no such level."));
        session(exchange).setLogLevel(level);
        return Uni.createFrom().item(JSON.objectNode());
    }

    private Optional<Uni<ObjectNode>> subscription(Exchange exchange) {
        switch (exchange.request().method()) {
            case "resources/subscribe" -> session(exchange).subscribe(exchange.required("uri"));
            case "resources/unsubscribe" -> session(exchange).subscriptions().remove(exchange.required("uri"));
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(Uni.createFrom().item(JSON.objectNode()));
    }

    private static Session session(Exchange exchange) {
        return exchange.session()
                .orElseThrow(() -> McpException.invalidRequest("This needs a session: begin with initialize."));
    }
}
