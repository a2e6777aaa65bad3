package dev.spectrum.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The headers that go further than one hop (RFC 9110, 7.6.1), and what the edge says about the client. */
final class EndToEndHeaders {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final String LINKS = "/t/";

    /** Of links in messages, the host that they lead to: tenants may point hosts of their own here. */
    private static final String ASKED_HOST = "x-asked-host";

    private EndToEndHeaders() {}

    static MultiMap ofAnswer(MultiMap headers) {
        return without(headers, name -> false);
    }

    /**
     * Nothing that a client says of where it comes from is believed: Forwarded and X-Forwarded-* are the edge's own.
     *
     * @param publicOrigin where clients see the edge
     */
    static MultiMap ofRequest(HttpServerRequest request, URI publicOrigin) {
        // The edge itself answers Expect, and the backend gets a Host of its own.
        MultiMap headers = without(
                        request.headers(),
                        name -> name.equals("host")
                                || name.equals("expect")
                                || name.equals("forwarded")
                                || name.equals(ASKED_HOST)
                                || name.startsWith("x-forwarded-"))
                .set("X-Forwarded-For", request.remoteAddress().hostAddress())
                .set("X-Forwarded-Proto", publicOrigin.getScheme())
                .set("X-Forwarded-Host", publicOrigin.getAuthority());
        return request.path().startsWith(LINKS) && request.authority() != null
                ? headers.set(ASKED_HOST, request.authority().host())
                : headers;
    }

    private static MultiMap without(MultiMap headers, Predicate<String> unwanted) {
        Set<String> namedByConnection = headers.getAll("connection").stream()
                .flatMap(value -> Set.of(value.split(",", -1)).stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        headers.forEach((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(lowerCase)
                    && !namedByConnection.contains(lowerCase)
                    && !unwanted.test(lowerCase)) {
                kept.add(name, value);
            }
        });
        return kept;
    }
}
