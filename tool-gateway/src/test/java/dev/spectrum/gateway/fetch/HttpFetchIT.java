package dev.spectrum.gateway.fetch;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.error;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.AgentsForTests;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.reach.Vendor;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HttpFetchIT {

    private final AtomicInteger asked = new AtomicInteger();
    private final Vendor site = Vendor.answering(request -> switch (request.path()) {
        case "/" -> Vendor.ok("text/html; charset=utf-8", utf8("<title>Boats</title><h1>Boats</h1><p>We sell boats."));
        case "/long" -> Vendor.ok("text/plain", utf8("x".repeat(150_000)));
        case "/image" -> Vendor.ok("image/png", new byte[] {1, 2});
        case "/moved" -> Vendor.redirect(302, "/");
        case "/home" -> Vendor.redirect(302, "http://127.0.0.1/");
        case "/shaky" -> breakingOffTwice();
        case "/busy" -> Vendor.answer("503 Busy", "text/plain", new byte[0]);
        default -> Vendor.answer("404 Not Found", "text/plain", utf8("no such page"));
    });

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void readsAPageAsText() {
        for (String path : List.of("/", "/moved")) {
            JsonNode page = result(ACME_MEMBER, "http_fetch", Map.of("url", at(path)));
            assertThat(page.get("title").asText()).isEqualTo("Boats");
            assertThat(page.get("text").asText()).isEqualTo("# Boats\n\nWe sell boats.");
            assertThat(page.get("truncated").asBoolean()).isFalse();
        }
    }

    @Test
    void asksAgainWhereThereWasNoAnswer() {
        assertThat(result(ACME_MEMBER, "http_fetch", Map.of("url", at("/shaky")))
                        .get("text")
                        .asText())
                .isEqualTo("there");
        assertThat(site.received()).hasSize(3);
    }

    private byte[] breakingOffTwice() {
        if (asked.incrementAndGet() < 3) {
            throw new IllegalStateException("The connection breaks off here");
        }
        return Vendor.ok("text/plain", utf8("there"));
    }

    @Test
    void cutsALongTextAndSaysSo() {
        JsonNode page = result(ACME_MEMBER, "http_fetch", Map.of("url", at("/long"), "max_characters", 500));
        assertThat(page.get("text").asText()).hasSize(500);
        assertThat(page.get("truncated").asBoolean()).isTrue();
        assertThat(page.get("total_characters").asInt()).isEqualTo(150_000);
    }

    @Test
    void saysWhyThereIsNothingToRead() {
        assertThat(failed(at("/nowhere"))).isEqualTo("http-status: The server answered with the status 404.");
        assertThat(failed(at("/busy"))).isEqualTo("http-status: The server answered with the status 503.");
        assertThat(failed(at("/image"))).startsWith("not-text");
        assertThat(failed("http://no-such-host.example.invalid/")).startsWith("no-answer");
        assertThat(failed("http://127.0.0.1:" + site.port() + "/")).startsWith("invalid-arguments");
        assertThat(failed("http://169.254.169.254/latest/meta-data/")).startsWith("invalid-arguments");
        assertThat(failed("file:///etc/passwd")).startsWith("invalid-arguments");
        assertThat(failed("not an address")).startsWith("invalid-arguments");
        assertThat(error(ACME_MEMBER, "http_fetch", Map.of("url", at("/home")))).isEqualTo(Gateway.json("""
                        {"error": "invalid-arguments", "message": "The arguments are invalid: correct them.",
                         "retryable": false, "errors": [{"pointer": "/url",
                         "detail": "It redirects to where we don't go: This host is not on the public Internet."}]}"""));
        assertThat(error(ACME_MEMBER, "http_fetch", Map.of("url", at("/busy")))
                        .get("retryable")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anAgentNeedsTheDataSource() {
        AgentsForTests with = AgentsForTests.known(ACME, Map.of("web", List.of("read")));
        AgentsForTests without = AgentsForTests.known(ACME, Map.of("crm", List.of("read", "write")));
        assertThat(call(as(ACME_MEMBER).queryParam("agent_role", with.role()), "http_fetch", Map.of("url", at("/")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(call(as(ACME_MEMBER).queryParam("agent_role", without.role()), "http_fetch", Map.of("url", at("/")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(Gateway.definition("http_fetch").at("/tags/0").asText()).isEqualTo("web");
    }

    private static String failed(String url) {
        JsonNode error = error(ACME_MEMBER, "http_fetch", Map.of("url", url));
        return error.get("error").asText() + ": " + error.get("message").asText();
    }

    private String at(String path) {
        return "http://localhost:" + site.port() + path;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
