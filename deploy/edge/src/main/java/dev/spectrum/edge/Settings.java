package dev.spectrum.edge;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an edge is told at its start.
 *
 * @param port where it listens; 0 takes any free one
 * @param publicOrigin scheme and authority under which clients see it
 * @param backends where each backend answers requests
 * @param keycloakManagement where Keycloak answers about its health
 * @param allowedOrigins origins whose pages may call it (CORS)
 * @param answerTimeout how long a backend may be silent before its answer begins
 * @param idleTimeout how long a connection may be silent, in a stream as well
 * @param healthTimeout how long a backend may take to say how it is
 * @param bodyLimit the largest request body, in bytes
 */
record Settings(
        String host,
        int port,
        URI publicOrigin,
        Map<Backend, URI> backends,
        URI keycloakManagement,
        Set<String> allowedOrigins,
        Duration answerTimeout,
        Duration idleTimeout,
        Duration healthTimeout,
        long bodyLimit) {

    static final String HELP = """
            The edge of a Spectrum stack: one origin, routes by path. Everything is set by the environment:

              SPECTRUM_HTTP_HOST                 address to listen on             (127.0.0.1)
              SPECTRUM_HTTP_PORT                 port to listen on                (8080)
              SPECTRUM_PUBLIC_URL                origin that clients see          (http://localhost:8080)
              SPECTRUM_AGENT_URL                 agent-service                    (http://localhost:8081)
              SPECTRUM_CONVERSATION_URL          conversation-service             (http://localhost:8082)
              SPECTRUM_GATEWAY_URL               tool-gateway                     (http://localhost:8083)
              SPECTRUM_OUTREACH_URL              outreach-service                 (http://localhost:8084)
              SPECTRUM_KEYCLOAK_URL              Keycloak                         (http://localhost:8085)
              SPECTRUM_KEYCLOAK_MANAGEMENT_URL   Keycloak's management interface  (http://localhost:8089)
              SPECTRUM_ALLOWED_ORIGINS           origins for CORS, by comma       (none)
              SPECTRUM_ANSWER_TIMEOUT_SECONDS    silence before an answer: 504    (120)
              SPECTRUM_IDLE_TIMEOUT_SECONDS      silence in a connection: cut     (300)
              SPECTRUM_HEALTH_TIMEOUT_SECONDS    silence about health: DOWN       (3)
              SPECTRUM_BODY_LIMIT_BYTES          larger request bodies: 413       (429916160)
            """;

    /** @throws IllegalArgumentException naming the variable whose value cannot be read */
    static Settings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        Map<Backend, URI> backends = new EnumMap<>(Backend.class);
        backends.put(Backend.AGENT_SERVICE, variables.url("SPECTRUM_AGENT_URL", "http://localhost:8081"));
        backends.put(Backend.CONVERSATION_SERVICE, variables.url("SPECTRUM_CONVERSATION_URL", "http://localhost:8082"));
        backends.put(Backend.TOOL_GATEWAY, variables.url("SPECTRUM_GATEWAY_URL", "http://localhost:8083"));
        backends.put(Backend.OUTREACH_SERVICE, variables.url("SPECTRUM_OUTREACH_URL", "http://localhost:8084"));
        backends.put(Backend.KEYCLOAK, variables.url("SPECTRUM_KEYCLOAK_URL", "http://localhost:8085"));
        return new Settings(
                variables.text("SPECTRUM_HTTP_HOST", "127.0.0.1"),
                (int) variables.number("SPECTRUM_HTTP_PORT", 8080, 65_535),
                variables.url("SPECTRUM_PUBLIC_URL", "http://localhost:8080"),
                backends,
                variables.url("SPECTRUM_KEYCLOAK_MANAGEMENT_URL", "http://localhost:8089"),
                variables.list("SPECTRUM_ALLOWED_ORIGINS"),
                variables.seconds("SPECTRUM_ANSWER_TIMEOUT_SECONDS", 120),
                variables.seconds("SPECTRUM_IDLE_TIMEOUT_SECONDS", 300),
                variables.seconds("SPECTRUM_HEALTH_TIMEOUT_SECONDS", 3),
                variables.number("SPECTRUM_BODY_LIMIT_BYTES", 410L << 20, Long.MAX_VALUE));
    }

    private record Variables(Map<String, String> environment) {

        String text(String name, String otherwise) {
            String value = environment.getOrDefault(name, "").strip();
            return value.isEmpty() ? otherwise : value;
        }

        long number(String name, long otherwise, long maximum) {
            String value = text(name, Long.toString(otherwise));
            try {
                long number = Long.parseLong(value);
                if (number >= 1 && number <= maximum) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " is no number: " + value, e);
            }
            throw new IllegalArgumentException(name + " is not from 1 to " + maximum + ": " + value);
        }

        Duration seconds(String name, long otherwise) {
            return Duration.ofSeconds(number(name, otherwise, Duration.ofDays(1).toSeconds()));
        }

        URI url(String name, String otherwise) {
            String value = text(name, otherwise);
            try {
                URI url = new URI(value);
                if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                    return url;
                }
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(name + " is no URL: " + value, e);
            }
            throw new IllegalArgumentException(name + " is no http(s) URL: " + value);
        }

        Set<String> list(String name) {
            return Arrays.stream(text(name, "").split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
