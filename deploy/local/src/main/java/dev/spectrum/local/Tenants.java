package dev.spectrum.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/**
 * The tenants every local stack has from its first start on: those of {@code deploy/local/seed/tenants.json}. Keycloak's realm
 * has their users.
 */
final class Tenants {
    private static final String ADMINISTRATOR = "root@spectrum.test";
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
     * Creates them through the API, as an operator and the tenants' owners would; once per data folder.
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
            for (var entry : new ObjectMapper().readTree(tenantsFile())) {
                var tenant = entry.path("tenant");
                if (send("POST", "/api/v1/tenants", administrator, tenant, Set.of(CREATED, EXISTS)) == CREATED) {
                    var owner = tokens.accessToken(tenant.path("owner_email").asText(), Optional.empty());
                    send("PUT", "/api/v1/company", owner, entry.path("company"), Set.of(OK));
                }
            }
            Files.createFile(done);
        } catch (IOException e) {
            throw new Failure("the tenants could not be created: " + e);
        }
    }

    private File tenantsFile() {
        return stack.home().project().resolve("deploy/local/seed/tenants.json").toFile();
    }

    private int send(String method, String path, String token, JsonNode body, Set<Integer> expected)
            throws IOException {
        var answer = Http.send(HttpRequest.newBuilder(URI.create(stack.publicUrl() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
        if (!expected.contains(answer.statusCode())) {
            throw new Failure("%s %s answered %d: %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return answer.statusCode();
    }
}
