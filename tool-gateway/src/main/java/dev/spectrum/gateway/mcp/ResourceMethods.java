package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.platform.tenant.Caller;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** {@code resources/*}, over all sources of resources. */
@ApplicationScoped
class ResourceMethods {

    private final List<ResourceSource> sources;
    private final McpResults results;
    private final McpConfig config;

    ResourceMethods(@All List<ResourceSource> sources, McpResults results, McpConfig config) {
        this.sources = sources;
        this.results = results;
        this.config = config;
    }

    boolean areOffered() {
        return !sources.isEmpty();
    }

    /** In the order of their URIs. */
    Uni<List<ObjectNode>> resources(Caller caller) {
        return Sources.all(sources, source -> source.resources(caller), "uri");
    }

    /** Empty if there is no such resource. */
    Uni<Optional<List<JsonNode>>> read(Caller caller, String uri) {
        return Sources.first(sources, source -> source.read(caller, uri));
    }

    Uni<ObjectNode> answer(Exchange exchange) {
        Caller caller = exchange.caller();
        return switch (exchange.request().method()) {
            case "resources/list" -> resources(caller).map(all -> page("resources", "uri", all, exchange));
            case "resources/templates/list" ->
                Sources.all(sources, source -> source.templates(caller), "uriTemplate")
                        .map(all -> page("resourceTemplates", "uriTemplate", all, exchange));
            default -> {
                String uri = exchange.required("uri");
                yield read(caller, uri)
                        .map(found -> results.contents(
                                found.orElseThrow(() -> notFound(uri, exchange.revision())), exchange.revision()));
            }
        };
    }

    Uni<ObjectNode> complete(Exchange exchange) {
        String template = exchange.params().at("/ref/uri").asText();
        String argument = exchange.params().at("/argument/name").asText();
        String begun = exchange.params().at("/argument/value").asText();
        return Sources.first(sources, source -> source.complete(exchange.caller(), template, argument, begun))
                .map(found -> results.completion(
                        found.orElseThrow(() -> McpException.invalidParams("Unknown template: " + template)),
                        exchange.revision()));
    }

    private ObjectNode page(String name, String key, List<ObjectNode> all, Exchange exchange) {
        return results.list(
                name,
                Page.of(all, item -> item.path(key).asText(), exchange.cursor(), config.pageSize()),
                exchange.revision());
    }

    private static McpException notFound(String uri, Revision revision) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("uri", uri);
        return switch (revision) {
            case MODERN -> McpException.invalidParams("Resource not found.", data);
            case LEGACY -> McpException.resourceNotFound("Resource not found.", data);
        };
    }
}
