package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.calls.OfferedTools;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The streams that tell of changes: {@code subscriptions/listen}, and GET for clients of the older revision. */
@ApplicationScoped
class Subscriptions {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String META_SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
    private static final int MOST_RESOURCES = 100;

    private final OfferedTools tools;
    private final ResourceMethods resources;
    private final PromptMethods prompts;
    private final Changes changes;
    private final McpResults results;

    Subscriptions(
            OfferedTools tools, ResourceMethods resources, PromptMethods prompts, Changes changes, McpResults results) {
        this.tools = tools;
        this.resources = resources;
        this.prompts = prompts;
        this.changes = changes;
        this.results = results;
    }

    /** Tells what the client asked for and nothing else, until its token expires. */
    Uni<ObjectNode> listen(Exchange exchange) {
        if (!exchange.stream().isAccepted()) {
            throw McpException.invalidRequest("subscriptions/listen needs Accept: text/event-stream.");
        }
        if (!exchange.params().path("notifications").isObject()) {
            throw McpException.malformedParams("subscriptions/listen needs notifications, an object.");
        }
        JsonNode id = exchange.request().id();
        ObjectNode honoured = honoured(exchange.params().path("notifications"));
        List<String> uris = new ArrayList<>();
        honoured.path("resourceSubscriptions").forEach(uri -> uris.add(uri.asText()));
        Set<String> lists = new HashSet<>();
        honoured.fieldNames().forEachRemaining(lists::add);

        ObjectNode acknowledged = JSON.objectNode();
        acknowledged.putObject("_meta").set(META_SUBSCRIPTION, id);
        acknowledged.set("notifications", honoured);
        return changes.tell(
                        () -> watched(exchange.caller(), exchange.agentRole(), lists, uris, Optional.of(id)),
                        exchange.stream(),
                        exchange.tokenExpiry(),
                        () -> exchange.stream()
                                .send(Notices.of("notifications/subscriptions/acknowledged", acknowledged)))
                .map(ended -> results.listened(id));
    }

    /** Tells a session of everything that its client can follow. */
    Uni<Void> follow(
            Caller caller, Optional<String> agentRole, Session session, ResponseStream stream, Instant tokenExpiry) {
        Set<String> all = Set.of("toolsListChanged", "promptsListChanged", "resourcesListChanged");
        return changes.tell(
                () -> watched(caller, agentRole, all, session.subscriptions(), Optional.empty()),
                stream,
                tokenExpiry,
                stream::keepAlive);
    }

    /** What was asked for, as far as it is there. */
    private ObjectNode honoured(JsonNode asked) {
        ObjectNode honoured = JSON.objectNode();
        if (asked.path("toolsListChanged").asBoolean()) {
            honoured.put("toolsListChanged", true);
        }
        if (asked.path("promptsListChanged").asBoolean() && prompts.areOffered()) {
            honoured.put("promptsListChanged", true);
        }
        if (asked.path("resourcesListChanged").asBoolean() && resources.areOffered()) {
            honoured.put("resourcesListChanged", true);
        }
        if (asked.path("resourceSubscriptions").size() > MOST_RESOURCES) {
            throw McpException.invalidParams("A stream follows up to " + MOST_RESOURCES + " resources.");
        }
        if (!asked.path("resourceSubscriptions").isEmpty() && resources.areOffered()) {
            honoured.set("resourceSubscriptions", asked.path("resourceSubscriptions"));
        }
        return honoured;
    }

    private List<Changes.Watched> watched(
            Caller caller,
            Optional<String> agentRole,
            Set<String> lists,
            Collection<String> uris,
            Optional<JsonNode> id) {
        List<Changes.Watched> watched = new ArrayList<>();
        if (lists.contains("toolsListChanged")) {
            watched.add(new Changes.Watched(
                    () -> definitions(caller, agentRole), notice(Notices.TOOLS_CHANGED, Optional.empty(), id)));
        }
        if (lists.contains("promptsListChanged")) {
            watched.add(new Changes.Watched(
                    () -> prompts.prompts(caller), notice(Notices.PROMPTS_CHANGED, Optional.empty(), id)));
        }
        if (lists.contains("resourcesListChanged")) {
            watched.add(new Changes.Watched(
                    () -> resources.resources(caller), notice(Notices.RESOURCES_CHANGED, Optional.empty(), id)));
        }
        for (String uri : uris) {
            watched.add(new Changes.Watched(
                    () -> resources.read(caller, uri), notice(Notices.RESOURCE_UPDATED, Optional.of(uri), id)));
        }
        return watched;
    }

    private Uni<?> definitions(Caller caller, Optional<String> agentRole) {
        return tools.list(caller, agentRole)
                .map(found -> found.map(
                        listed -> listed.stream().map(CatalogueTool::definition).toList()));
    }

    private static ObjectNode notice(String method, Optional<String> uri, Optional<JsonNode> id) {
        ObjectNode params = JSON.objectNode();
        id.ifPresent(subscription -> params.putObject("_meta").set(META_SUBSCRIPTION, subscription));
        uri.ifPresent(resource -> params.put("uri", resource));
        return Notices.of(method, params);
    }
}
