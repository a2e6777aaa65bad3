package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.reach.Vendor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A connector named {@code stub}, and its vendor on this machine: accepts keys that begin with {@code good}, is silent to those
 * with {@code away}, and refuses all others, repeating them as some vendors do.
 */
@Alternative
@ApplicationScoped
public class VendorForTests implements Connectors {

    private static final Vendor VENDOR = Vendor.answering(VendorForTests::judge);

    private static final Connector STUB =
            new Connector("stub", "A vendor of tests", List.of("crm"), json("""
                    {"type": "object", "additionalProperties": false, "required": ["api_key"], "properties": {
                      "api_key": {"type": "string", "minLength": 8, "maxLength": 200},
                      "refresh_token": {"type": "string"},
                      "expires_at": {"type": "string", "format": "date-time"},
                      "kind": {"enum": ["live", "test"]},
                      "certificate": {"type": "object", "additionalProperties": false, "properties": {
                        "pem": {"type": "string", "pattern": "^-----BEGIN"}}},
                      "scopes": {"type": "array", "items": {"type": "string"}}}}
                    """), json("""
                    {"type": "object", "additionalProperties": false, "properties": {
                      "region": {"enum": ["eu", "us"]}, "page_size": {"type": "integer", "minimum": 1, "maximum": 100}}}
                    """));

    /** That of {@code bearer.yaml}, whose tools are there whatever says what connectors there are. */
    private static final Connector DESK = new Connector(
            "test_bearer",
            "Bearer Desk",
            List.of("test_desk"),
            json("{\"type\": \"object\", \"properties\": {\"api_key\": {\"type\": \"string\"}}}"),
            json("{\"type\": \"object\", \"properties\": {\"address\": {\"type\": \"string\"}}}"));

    private final OutboundHttp http;

    VendorForTests(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public List<Connector> all() {
        return List.of(STUB, DESK);
    }

    @Override
    public Optional<Connector> find(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Where it is. */
    static String address() {
        return "http://localhost:" + VENDOR.port();
    }

    /** With the key in every place where vendors want keys. */
    @Override
    public Uni<Optional<String>> test(Connection connection, ObjectNode credentials) {
        String key = credentials.get("api_key").asText();
        return http.send(new OutboundHttp.Request(
                        "POST",
                        URI.create("http://localhost:" + VENDOR.port() + "/" + key + "/check?key=" + key),
                        Map.of("Authorization", "Bearer " + key, "X-Api-Key", key, "Cookie", "session=" + key),
                        Optional.of(("{\"key\":\"" + key + "\"}").getBytes(StandardCharsets.UTF_8)),
                        Duration.ofSeconds(2),
                        10_000))
                .map(answer -> answer.status() == 200
                        ? Optional.empty()
                        : Optional.of(new String(answer.body(), StandardCharsets.UTF_8)));
    }

    private static byte[] judge(Vendor.Received request) {
        if (request.path().startsWith("/tickets")) {
            return echo(request);
        } else if (request.path().startsWith("/good")) {
            return Vendor.ok("text/plain", new byte[0]);
        } else if (request.path().startsWith("/away")) {
            return Vendor.SILENCE;
        }
        String key = request.path().substring(1, request.path().indexOf("/check"));
        return Vendor.answer(
                "401 Unauthorized", "text/plain", ("Invalid key\n" + key).getBytes(StandardCharsets.UTF_8));
    }

    /** Says the key again in every form, where a ticket's answer has its id, or as a refusal. */
    private static byte[] echo(Vendor.Received request) {
        String key = request.head()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("authorization: bearer "))
                .map(line -> line.substring("authorization: bearer ".length()))
                .findFirst()
                .orElseThrow();
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.putArray("id")
                .add(key)
                .add(URLEncoder.encode(key, StandardCharsets.UTF_8))
                .add("Basic " + Base64.getEncoder().encodeToString(("user:" + key).getBytes(StandardCharsets.UTF_8)))
                .addObject()
                .put(key, "https://vendor.example/?key=" + key);
        byte[] said = body.toString().getBytes(StandardCharsets.UTF_8);
        return request.path().contains("refused")
                ? Vendor.answer("422 No", "application/json", said)
                : Vendor.ok("application/json", said);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
