package dev.spectrum.edge;

import static dev.spectrum.edge.Backend.AGENT_SERVICE;
import static dev.spectrum.edge.Backend.CONVERSATION_SERVICE;
import static dev.spectrum.edge.Backend.KEYCLOAK;
import static dev.spectrum.edge.Backend.OUTREACH_SERVICE;
import static dev.spectrum.edge.Backend.TOOL_GATEWAY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which path belongs to whom. A row stands for the path itself and everything below it, whole segments only; the
 * longest row wins. What no row names does not exist, so nothing under {@code /q} (health, metrics) can be reached.
 */
final class Routes {

    private static final Map<Backend, List<String>> TABLE = Map.of(
            CONVERSATION_SERVICE,
            List.of(
                    "/api/chat",
                    "/api/v1/chat",
                    "/api/v1/attachments",
                    "/api/v1/conversations",
                    "/api/v1/messages",
                    "/api/v1/feedback",
                    "/api/v1/users",
                    "/api/v1/memories",
                    "/v1"),
            TOOL_GATEWAY,
            List.of(
                    "/mcp",
                    "/.well-known/oauth-protected-resource",
                    "/api/v1/tools",
                    "/api/v1/tool-calls",
                    "/api/v1/connectors",
                    "/api/v1/connections",
                    "/api/v1/upstreams",
                    "/api/v1/changes/tools",
                    "/api/v1/webhooks"),
            OUTREACH_SERVICE,
            List.of(
                    "/api/v1/leads",
                    "/api/v1/campaigns",
                    "/api/v1/sequences",
                    "/api/v1/senders",
                    "/api/v1/approvals",
                    "/api/v1/suppressions",
                    "/api/v1/replies",
                    "/api/v1/activities",
                    "/api/v1/touches",
                    "/api/v1/reports",
                    "/api/v1/templates",
                    "/api/v1/outreach-settings",
                    "/api/v1/changes/outreach",
                    "/t",
                    "/unsubscribe"),
            AGENT_SERVICE,
            List.of(
                    "/api/v1/agents",
                    "/api/v1/prompts",
                    "/api/v1/actions",
                    "/api/v1/brokers",
                    "/api/v1/shortcuts",
                    "/api/v1/cartridges",
                    "/api/v1/knowledge",
                    "/api/v1/skills",
                    "/api/v1/onboarding",
                    "/api/v1/runs",
                    "/api/v1/budget",
                    "/api/v1/experiments",
                    "/api/v1/network",
                    "/api/v1/company",
                    "/api/v1/white-label",
                    "/api/v1/tenants",
                    "/api/v1/members",
                    "/api/v1/changes",
                    "/api/v1/campaigns/generate"),
            KEYCLOAK,
            List.of("/auth"));

    private static final Map<String, Backend> BACKEND_BY_PATH = TABLE.entrySet().stream()
            .flatMap(row -> row.getValue().stream().map(path -> Map.entry(path, row.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Routes() {}

    /** @param path a path that {@link PlainPath} accepted */
    static Optional<Backend> backendOf(String path) {
        for (String prefix = path; !prefix.isEmpty(); prefix = prefix.substring(0, prefix.lastIndexOf('/'))) {
            Backend backend = BACKEND_BY_PATH.get(prefix);
            if (backend != null) {
                return Optional.of(backend);
            }
        }
        return Optional.empty();
    }
}
