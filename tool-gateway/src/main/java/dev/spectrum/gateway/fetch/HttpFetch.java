package dev.spectrum.gateway.fetch;

import dev.spectrum.gateway.reach.OutboundFailure;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.reach.OutboundHttp.Answer;
import dev.spectrum.gateway.reach.OutboundHttp.Request;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class HttpFetch implements Tool.ReachingOut<HttpFetch.Arguments> {

    /** Of each attempt; all of them are within what a call may take. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int MORE_ATTEMPTS = 2;
    private static final int MOST_BYTES = 5_000_000;
    private static final int DEFAULT_CHARACTERS = 20_000;
    private static final int LONGEST_TITLE = 300;

    private final OutboundHttp http;
    private final Vertx vertx;

    HttpFetch(OutboundHttp http, Vertx vertx) {
        this.http = http;
        this.vertx = vertx;
    }

    record Arguments(String url, Optional<Integer> maxCharacters) {}

    /** @param totalCharacters of the whole text, of which the beginning is given */
    record Fetched(
            String url,
            String contentType,
            @Nullable String title,
            String text,
            boolean truncated,
            int totalCharacters) {}

    @Override
    public String name() {
        return "http_fetch";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Fetched> call(CallContext context, Arguments given) {
        Request request = new Request(
                "GET",
                address(given.url()),
                Map.of("Accept", "text/html, text/*;q=0.9, application/json;q=0.9, */*;q=0.1"),
                Optional.empty(),
                TIMEOUT,
                MOST_BYTES);
        return CallerContext.returnTo(() -> http.send(request)
                        .onFailure(HttpFetch::isSilence)
                        .retry()
                        .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(1))
                        .atMost(MORE_ATTEMPTS))
                .onFailure(OutboundFailure.class)
                .transform(failure -> describe((OutboundFailure) failure))
                .invoke(HttpFetch::requireSuccess)
                // A large page takes a while to parse.
                .chain(answer -> vertx.executeBlocking(() -> Page.of(answer)))
                .map(page -> page.orElseThrow(
                        () -> ToolException.of("not-text", "There is something else than text at this address.")))
                .map(page -> fetched(given, page));
    }

    private static boolean isSilence(Throwable failure) {
        return failure instanceof OutboundFailure outbound
                && (outbound.kind() == OutboundFailure.Kind.NOT_SENT
                        || outbound.kind() == OutboundFailure.Kind.MAYBE_SENT);
    }

    private static URI address(String url) {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException notOne) {
            throw ToolException.invalid("/url", "Must be an http or https address.");
        }
    }

    /** A page that was asked for is not changed by it, so whatever went wrong, nothing was done. */
    private static ToolException describe(OutboundFailure failure) {
        String reason = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case BLOCKED -> ToolException.invalid("/url", reason);
            case MISLED -> ToolException.invalid("/url", "It redirects to where we don't go: " + reason);
            case NOT_SENT, MAYBE_SENT -> ToolException.retryable("no-answer", reason);
        };
    }

    private static void requireSuccess(Answer answer) {
        if (answer.status() < 200 || answer.status() > 299) {
            String message = "The server answered with the status " + answer.status() + ".";
            throw answer.status() == 429 || answer.status() >= 500
                    ? ToolException.retryable("http-status", message)
                    : ToolException.of("http-status", message);
        }
    }

    private static Fetched fetched(Arguments given, Page page) {
        int most = given.maxCharacters().orElse(DEFAULT_CHARACTERS);
        String text = page.text();
        return new Fetched(
                given.url(),
                page.contentType(),
                page.title().map(title -> cut(title, LONGEST_TITLE)).orElse(null),
                cut(text, most),
                text.length() > most,
                text.length());
    }

    /** Never in the middle of a character. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
