package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.connectors.RequestWriter.Written;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.reach.OutboundFailure;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.reach.domain.Breaker;
import dev.spectrum.gateway.tools.ToolException;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one request to a vendor: with its credentials, in its turn, again where that is safe and there is time. Gives a
 * successful answer. Fails with {@link ToolException} where nothing was done, with {@link UnfinishedCall} where that is not
 * known.
 */
final class VendorHttp {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    /** Whatever the vendor says: somebody will have mended it by then, or it says so again. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final OutboundHttp http;
    private final Authorizer authorizer;
    private final Gates gates;
    private final ObjectMapper json;

    VendorHttp(OutboundHttp http, Authorizer authorizer, Gates gates, ObjectMapper json) {
        this.http = http;
        this.authorizer = authorizer;
        this.gates = gates;
        this.json = json;
    }

    /**
     * @param reads whether it changes nothing
     * @param key by which the vendor knows a repeated write, if it does
     */
    Uni<VendorAnswer> send(VendorCall call, Written request, boolean reads, Optional<String> key) {
        Gate gate = gates.of(call.connection(), call.connector().limits());
        Exchange exchange = new Exchange(call, gate, keyed(call, request, key), reads, reads || key.isPresent());
        return authorizer
                .authorize(call)
                .onFailure(SecretSource.TokenRefused.class)
                .recoverWithUni(refused -> exchange.giveUpOn(String.valueOf(refused.getMessage())))
                .chain(authorized -> exchange.attempt(authorized, 1, false));
    }

    private static Written keyed(VendorCall call, Written request, Optional<String> key) {
        Optional<String> header = call.connector().retries().idempotencyHeader();
        if (key.isPresent() && header.isPresent()) {
            request.headers().put(header.get(), key.get());
        }
        return request;
    }

    /** One request and its attempts. */
    private final class Exchange {

        private final VendorCall call;
        private final VendorConnector connector;
        private final Gate gate;
        private final Written request;
        private final boolean reads;
        private final boolean repeatable;

        Exchange(VendorCall call, Gate gate, Written request, boolean reads, boolean repeatable) {
            this.call = call;
            this.connector = call.connector();
            this.gate = gate;
            this.request = request;
            this.reads = reads;
            this.repeatable = repeatable;
        }

        Uni<VendorAnswer> attempt(Authorized authorized, int number, boolean anew) {
            return gate.pass(call.deadline(), () -> guarded(authorized))
                    .emitOn(call.onContext())
                    .onFailure(Gate.TooBusy.class)
                    .transform(busy -> VendorErrors.limited(connector, ((Gate.TooBusy) busy).after()))
                    .onItemOrFailure()
                    .transformToUni((answer, failure) -> failure == null && answer != null
                            ? judge(answer, authorized, number, anew)
                            : judge(failure, authorized, number, anew));
        }

        private Uni<VendorAnswer> guarded(Authorized authorized) {
            return switch (gate.breaker().enter()) {
                case Breaker.LeftAlone alone ->
                    Uni.createFrom()
                            .failure(ToolException.retryable(
                                    "vendor-away",
                                    connector.title() + " failed several times and is left alone for a moment."));
                case Breaker.Pass pass ->
                    http.send(filled(authorized))
                            .invoke(answer -> note(pass, answer.status()))
                            .onFailure()
                            .invoke(failure -> note(pass, failure))
                            .onCancellation()
                            .invoke(pass::undecided)
                            .map(answer -> VendorAnswer.of(answer, json).without(authorized.secrets()));
            };
        }

        private static void note(Breaker.Pass pass, int status) {
            if (status >= 500) {
                pass.unanswered();
            } else {
                pass.answered();
            }
        }

        private static void note(Breaker.Pass pass, Throwable failure) {
            if (failure instanceof OutboundFailure outbound && outbound.kind() == OutboundFailure.Kind.MISLED) {
                pass.answered();
            } else if (failure instanceof OutboundFailure outbound && outbound.kind() != OutboundFailure.Kind.BLOCKED) {
                pass.unanswered();
            } else {
                pass.undecided();
            }
        }

        /** Only here do the credentials meet the request. */
        private OutboundHttp.Request filled(Authorized authorized) {
            Map<String, String> headers = new LinkedHashMap<>(request.headers());
            headers.putAll(authorized.headers());
            return new OutboundHttp.Request(
                    request.method(),
                    withQuery(request.uri(), authorized.query()),
                    headers,
                    request.body(),
                    call.deadline().atMost(connector.limits().timeout()),
                    connector.limits().answerBytes());
        }

        private static URI withQuery(URI uri, Map<String, String> more) {
            if (more.isEmpty()) {
                return uri;
            }
            // An address that the vendor gave may bring the parameter along, struck out.
            String rest = Stream.of(
                            Objects.requireNonNullElse(uri.getRawQuery(), "").split("&"))
                    .filter(each -> !each.isEmpty() && !more.containsKey(each.split("=", 2)[0]))
                    .collect(Collectors.joining("&"));
            String base = uri.toString().split("\\?", 2)[0];
            return URI.create(base + "?" + (rest.isEmpty() ? "" : rest + "&") + FormText.of(more));
        }

        private Uni<VendorAnswer> judge(VendorAnswer answer, Authorized authorized, int number, boolean anew) {
            int status = answer.status();
            if (answer.isSuccess()) {
                return Uni.createFrom().item(answer);
            } else if (connector.refused().contains(status)) {
                return anew ? giveUpOn(answer) : anew(answer, authorized, number);
            } else if (status == TOO_MANY_REQUESTS) {
                return afterPause(answer, authorized, number, anew);
            } else if (isWorthAnother(status, number)) {
                Duration pause = told(answer).orElseGet(() -> backoff(number));
                if (call.deadline().allows(pause)) {
                    return again(pause, authorized, number + 1, anew);
                }
            }
            return Uni.createFrom().failure(finalFailure(answer));
        }

        private boolean isWorthAnother(int status, int number) {
            return connector.retries().statuses().contains(status)
                    && number < connector.retries().attempts()
                    && (repeatable || isRefusal(status));
        }

        /** With such a status nothing was done. */
        private static boolean isRefusal(int status) {
            return status >= 400 && status < 500 && status != 408;
        }

        private RuntimeException finalFailure(VendorAnswer answer) {
            if (isRefusal(answer.status())) {
                return VendorErrors.refused(connector, answer);
            }
            String what = connector.title() + " failed (" + answer.status() + ").";
            return reads ? ToolException.retryable("vendor-failed", what) : new UnfinishedCall(what);
        }

        /** The token may have ended before its time. */
        private Uni<VendorAnswer> anew(VendorAnswer answer, Authorized refused, int number) {
            return authorizer
                    .authorizeAnew(call, refused)
                    .onFailure(SecretSource.TokenRefused.class)
                    .recoverWithItem(Optional.empty())
                    .chain(other -> other.isPresent() ? attempt(other.get(), number, true) : giveUpOn(answer));
        }

        private Uni<VendorAnswer> giveUpOn(VendorAnswer answer) {
            return giveUpOn(VendorErrors.reason(connector, answer));
        }

        <T> Uni<T> giveUpOn(String reason) {
            return call.secrets()
                    .failing(reason)
                    .chain(() -> Uni.createFrom().failure(ToolException.of("connection-refused", reason)));
        }

        /** Nothing was done, so everything may be tried again. */
        private Uni<VendorAnswer> afterPause(VendorAnswer answer, Authorized authorized, int number, boolean anew) {
            Duration pause = told(answer).orElseGet(() -> backoff(number));
            gate.pause(pause);
            return call.deadline().allows(pause)
                    ? again(pause, authorized, number + 1, anew)
                    : Uni.createFrom().failure(VendorErrors.limited(connector, pause));
        }

        private Uni<VendorAnswer> judge(@Nullable Throwable failure, Authorized authorized, int number, boolean anew) {
            if (!(failure instanceof OutboundFailure outbound)) {
                return Uni.createFrom().failure(failure == null ? new UnfinishedCall("No answer.") : failure);
            } else if (outbound.kind() == OutboundFailure.Kind.BLOCKED) {
                return Uni.createFrom().failure(ToolException.of("address-refused", message(outbound)));
            } else if (outbound.kind() == OutboundFailure.Kind.MISLED) {
                String where = connector.title() + " redirects to where we don't go: " + message(outbound);
                return Uni.createFrom()
                        .failure(reads ? ToolException.of("address-refused", where) : new UnfinishedCall(where));
            }
            boolean nothingSent = outbound.kind() == OutboundFailure.Kind.NOT_SENT;
            Duration pause = backoff(number);
            if ((nothingSent || repeatable)
                    && number < connector.retries().attempts()
                    && call.deadline().allows(pause)) {
                return again(pause, authorized, number + 1, anew);
            }
            return Uni.createFrom()
                    .failure(
                            nothingSent || reads
                                    ? ToolException.retryable("vendor-away", away(outbound))
                                    : new UnfinishedCall(away(outbound)));
        }

        private String away(OutboundFailure failure) {
            return connector.title() + " gave no answer: " + message(failure);
        }

        private static String message(OutboundFailure failure) {
            return String.valueOf(failure.getMessage());
        }

        private Uni<VendorAnswer> again(Duration pause, Authorized authorized, int number, boolean anew) {
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause)
                    .emitOn(call.onContext())
                    .chain(() -> attempt(authorized, number, anew));
        }
    }

    /** Longer each time, and never the same for all that wait. */
    private static Duration backoff(int number) {
        long longest = FIRST_PAUSE.toMillis() << Math.min(number, 6);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    /** What Retry-After says, in seconds or as a date (RFC 9110, 10.2.3). */
    private static Optional<Duration> told(VendorAnswer answer) {
        return answer.header("retry-after")
                .flatMap(VendorHttp::read)
                .map(told -> told.isNegative() ? Duration.ZERO : told)
                .map(told -> told.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : told);
    }

    private static Optional<Duration> read(String retryAfter) {
        try {
            if (SECONDS.matcher(retryAfter).matches()) {
                return Optional.of(
                        retryAfter.length() > 9 ? LONGEST_PAUSE : Duration.ofSeconds(Long.parseLong(retryAfter)));
            }
            return Optional.of(Duration.between(
                    ZonedDateTime.now(java.time.ZoneOffset.UTC),
                    ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeException | ArithmeticException odd) {
            return Optional.empty();
        }
    }
}
