package dev.spectrum.gateway.connectors;

import dev.spectrum.gateway.reach.OutboundFailure;
import dev.spectrum.gateway.reach.OutboundHttp;
import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Real HTTP to servers of the tests' own, without the guard that stands before the real world. */
final class LoopbackHttp implements OutboundHttp {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @Override
    public Uni<Answer> send(Request request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(request.uri())
                .timeout(request.timeout())
                .method(
                        request.method(),
                        request.body()
                                .map(HttpRequest.BodyPublishers::ofByteArray)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        request.headers().forEach(http::header);
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(http.build(), HttpResponse.BodyHandlers.ofByteArray()))
                .map(answer -> answer(answer, request.maxBytes()))
                .onFailure(failure -> !(failure instanceof OutboundFailure))
                .transform(LoopbackHttp::failure);
    }

    private static Answer answer(HttpResponse<byte[]> answer, int maxBytes) {
        if (answer.body().length > maxBytes) {
            throw new OutboundFailure(OutboundFailure.Kind.MAYBE_SENT, "The answer is too large.");
        }
        Map<String, List<String>> headers = new HashMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new Answer(answer.statusCode(), headers, answer.body());
    }

    private static OutboundFailure failure(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof ConnectException
                ? new OutboundFailure(OutboundFailure.Kind.NOT_SENT, "There is no connection.")
                : new OutboundFailure(OutboundFailure.Kind.MAYBE_SENT, "It did not answer in time.");
    }
}
