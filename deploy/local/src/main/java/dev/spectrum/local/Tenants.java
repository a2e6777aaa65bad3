package dev.spectrum.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The tenants every local stack has from its first start on: those of {@code deploy/local/seed/tenants.json}. Keycloak's realm
 * has their users.
 */
final class Tenants {
    private static final String ADMINISTRATOR = "root@spectrum.test";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int EXISTS = 409;

    private final Stack stack;
    private final Tokens tokens;

    Tenants(Stack stack) {
        this.stack = stack;
        this.tokens = new Tokens(stack.ports());
    }

    /**
     * Creates them through the API, as an operator and the tenants' owners would, and waits until every service knows of
     * their agents; once per data folder.
     *
     * @throws Failure when the API does not do it
     */
    void createOnce() {
        var done = stack.home().data("tenants-created");
        if (Files.exists(done)) {
            return;
        }
        try {
            var administrator = tokens.accessToken(ADMINISTRATOR, Optional.empty());
            for (var entry : JSON.readTree(tenantsFile())) {
                var tenant = entry.path("tenant");
                var answer = send("POST", "/api/v1/tenants", administrator, tenant, Set.of(CREATED, EXISTS));
                var owner = tokens.accessToken(tenant.path("owner_email").asText(), Optional.empty());
                if (answer.statusCode() == CREATED) {
                    send("PUT", "/api/v1/company", owner, entry.path("company"), Set.of(OK));
                    pay(tenant.path("id").asText(), administrator, entry.path("plan"));
                }
                awaitAgents(owner);
            }
            Files.createFile(done);
        } catch (IOException e) {
            throw new Failure("the tenants could not be created: " + e);
        }
    }

    /** Without a subscription and credits, nothing is sent to anybody. */
    private void pay(String tenant, String administrator, JsonNode plan) throws IOException {
        var path = "/api/v1/tenants/" + tenant;
        var version = get(path, administrator).headers().firstValue("ETag").orElse("");
        var answer = Http.send(request(path, administrator)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", version)
                .method("PATCH", BodyPublishers.ofString(plan.toString())));
        if (answer.statusCode() != OK) {
            throw new Failure("PATCH %s answered %d: %s".formatted(path, answer.statusCode(), answer.body()));
        }
    }

    private File tenantsFile() {
        return stack.home().project().resolve("deploy/local/seed/tenants.json").toFile();
    }

    /** What agent-service tells of them reaches the others as events, a moment later. */
    private void awaitAgents(String owner) throws IOException {
        var patience = Instant.now().plus(PATIENCE);
        for (var agent : JSON.readTree(get("/api/v1/agents", owner).body()).path("items")) {
            var role = agent.path("role").asText();
            for (var path : List.of("/v1/models/" + role, "/api/v1/tools?agent_role=" + role)) {
                while (get(path, owner).statusCode() != OK) {
                    if (Instant.now().isAfter(patience)) {
                        throw new Failure("the agents are not known to all services: GET " + path + " fails");
                    }
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private HttpResponse<String> get(String path, String token) throws IOException {
        return Http.send(request(path, token).GET());
    }

    private HttpResponse<String> send(String method, String path, String token, JsonNode body, Set<Integer> expected)
            throws IOException {
        var answer = Http.send(request(path, token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
        if (!expected.contains(answer.statusCode())) {
            throw new Failure("%s %s answered %d: %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return answer;
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(stack.publicUrl() + path)).header("Authorization", "Bearer " + token);
    }
}
