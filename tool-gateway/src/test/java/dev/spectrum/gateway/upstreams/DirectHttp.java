package dev.spectrum.gateway.upstreams;

import dev.spectrum.gateway.reach.OutboundFailure;
import dev.spectrum.gateway.reach.OutboundFailure.Kind;
import dev.spectrum.gateway.reach.OutboundHttp;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The way out without its guard, as long as there is no other. */
@DefaultBean
@ApplicationScoped
class DirectHttp implements OutboundHttp {

    private final HttpClient client;

    DirectHttp(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(64));
    }

    @Override
    public Uni<Answer> send(Request request) {
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(request.uri().toString())
                .setMethod(HttpMethod.valueOf(request.method()));
        request.headers().forEach(options::putHeader);
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(sent -> sent.send(Buffer.buffer(request.body().orElse(new byte[0]))))
                        .compose(answer -> answer.body().map(body -> answer(answer, body, request.maxBytes())))
                        .toCompletionStage())
                .onFailure()
                .transform(failure -> new OutboundFailure(
                        failure instanceof ConnectException ? Kind.NOT_SENT : Kind.MAYBE_SENT, "No answer."))
                .ifNoItem()
                .after(request.timeout())
                .failWith(() -> new OutboundFailure(Kind.MAYBE_SENT, "No answer in time."));
    }

    private static Answer answer(HttpClientResponse answer, Buffer body, int maxBytes) {
        if (body.length() > maxBytes) {
            throw new IllegalStateException("Too long");
        }
        Map<String, List<String>> headers = answer.headers().names().stream()
                .collect(Collectors.toMap(
                        name -> name.toLowerCase(Locale.ROOT),
                        name -> answer.headers().getAll(name),
                        (a, b) -> a));
        return new Answer(answer.statusCode(), headers, body.getBytes());
    }
}
