package dev.spectrum.gateway.reach;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.gateway.reach.OutboundFailure.Kind;
import dev.spectrum.gateway.reach.domain.NotATarget;
import dev.spectrum.gateway.reach.domain.Target;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One request on the way: the first, or what a redirect makes of it.
 *
 * @param uri absolute
 * @param headers by name in lower case
 * @param followed how many redirects led here
 */
record Hop(String method, URI uri, Target target, Map<String, String> headers, Optional<byte[]> body, int followed) {

    private static final int MOST_REDIRECTS = 5;
    private static final String OF_TOKENS = "!#$%&'*+.^_`|~-";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    /** The same addresses are called again and again. */
    private static final Cache<URI, Target> TARGETS =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(1000).build();
    /** What the connection is made of; written by the client and by nobody else. */
    private static final Set<String> NOT_FROM_CALLERS = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "accept-encoding");
    /** Anything else may be a credential, whatever its name. */
    private static final Set<String> FOR_ANYBODY = Set.of("accept", "accept-language", "user-agent");

    static Hop first(OutboundHttp.Request request) {
        String method = request.method().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new OutboundFailure(Kind.BLOCKED, "This method can't be sent.");
        }
        return new Hop(method, request.uri(), target(request.uri()), headers(request.headers()), request.body(), 0);
    }

    /** What the redirect asks for, with no credentials for another origin. */
    Hop follow(int status, String location) {
        if (followed == MOST_REDIRECTS) {
            throw new OutboundFailure(Kind.MAYBE_SENT, "There were more than " + MOST_REDIRECTS + " redirects.");
        }
        URI next = resolve(location);
        Target to = target(next);
        if (target.secure() && !to.secure()) {
            throw new OutboundFailure(Kind.BLOCKED, "A redirect leads from https to http.");
        }
        boolean keepsMethod =
                status == 307 || status == 308 || method.equals("HEAD") || status != 303 && !method.equals("POST");
        Hop same = keepsMethod
                ? new Hop(method, next, to, headers, body, followed + 1)
                : new Hop("GET", next, to, withoutContent(headers), Optional.empty(), followed + 1);
        return to.sameOrigin(target) ? same : same.forAnybody();
    }

    private Hop forAnybody() {
        if (body.isPresent()) {
            throw new OutboundFailure(Kind.BLOCKED, "A redirect would send the content to another host.");
        }
        Map<String, String> kept = new TreeMap<>(headers);
        kept.keySet().retainAll(FOR_ANYBODY);
        return new Hop(method, uri, target, kept, body, followed);
    }

    private URI resolve(String location) {
        try {
            // URI resolves a query alone after an older rule, which drops the last part of the path.
            return location.startsWith("?")
                    ? uri.resolve(uri.getRawPath() + location)
                    : uri.resolve(URI.create(location));
        } catch (IllegalArgumentException noAddress) {
            throw new OutboundFailure(Kind.BLOCKED, "A redirect leads to what is no address.");
        }
    }

    private static Target target(URI uri) {
        Target read = TARGETS.getIfPresent(uri);
        if (read == null) {
            read = read(uri);
            TARGETS.put(uri, read);
        }
        return read;
    }

    private static Target read(URI uri) {
        try {
            return Target.of(uri);
        } catch (NotATarget refused) {
            throw new OutboundFailure(Kind.BLOCKED, String.valueOf(refused.getMessage()));
        }
    }

    private static Map<String, String> headers(Map<String, String> given) {
        Map<String, String> headers = new TreeMap<>();
        given.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!isToken(name) || NOT_FROM_CALLERS.contains(lower) || hasControl(value)) {
                throw new OutboundFailure(Kind.BLOCKED, "A header can't be sent.");
            }
            headers.put(lower, value);
        });
        return headers;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char next = name.charAt(i);
            boolean isPlain = next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next >= '0' && next <= '9';
            if (!isPlain && OF_TOKENS.indexOf(next) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean hasControl(String value) {
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            if (next < ' ' && next != '\t' || next == 0x7f || next > 0xff) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> withoutContent(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>(headers);
        kept.keySet().removeIf(name -> name.startsWith("content-"));
        return kept;
    }
}
