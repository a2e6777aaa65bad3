package dev.spectrum.demomodel.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.demomodel.conversation.CompletionRequest;
import dev.spectrum.demomodel.conversation.Reply;
import dev.spectrum.demomodel.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/chat/completions}, {@code GET /v1/models}, {@code GET /health} and {@code GET /}. Any API key and any
 * model's name are taken; the answer names the model that answered.
 */
public final class ChatServer {

    private static final Logger LOG = Logger.getLogger(ChatServer.class.getName());
    private static final int LARGEST_BODY = 8 * 1024 * 1024;
    private static final String JSON = "application/json";

    public static final String DESCRIPTION =
            "Spectrum's demo model follows rules and is no language model: it picks a tool by the meaning of the question,"
                    + " fills its arguments from the words, and answers from what the tools returned.";

    private final Vertx vertx;
    private final Function<CompletionRequest, Reply> model;
    private final Clock clock;

    public ChatServer(Vertx vertx, Function<CompletionRequest, Reply> model, Clock clock) {
        this.vertx = vertx;
        this.model = model;
        this.clock = clock;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one; the server's {@code actualPort} tells which
     */
    public Future<HttpServer> listen(String host, int port) {
        HttpServerOptions options =
                new HttpServerOptions().setCompressionSupported(false).setIdleTimeout(120);
        return vertx.createHttpServer(options).requestHandler(this::handle).listen(port, host);
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        boolean isPost = request.method().equals(HttpMethod.POST);
        boolean isGet = request.method().equals(HttpMethod.GET);
        switch (path) {
            case "/v1/chat/completions" -> only(isPost, request, () -> complete(request));
            case "/v1/models" -> only(isGet, request, () -> send(request.response(), 200, models()));
            case "/v1/models/" + Completion.MODEL ->
                only(isGet, request, () -> send(request.response(), 200, modelCard()));
            case "/health" ->
                only(
                        isGet,
                        request,
                        () -> send(request.response(), 200, Json.object().put("status", "UP")));
            case "/" -> only(isGet, request, () -> send(request.response(), 200, about()));
            default ->
                refuse(
                        request.response(),
                        new InvalidRequest(
                                404, "Unknown request URL: " + request.method() + " " + path, null, "unknown_url"));
        }
    }

    private static void only(boolean isAllowed, HttpServerRequest request, Runnable handler) {
        if (isAllowed) {
            handler.run();
        } else {
            refuse(
                    request.response(),
                    new InvalidRequest(
                            405,
                            "Not allowed to " + request.method() + " on " + request.path() + ".",
                            null,
                            "method_not_allowed"));
        }
    }

    private void complete(HttpServerRequest request) {
        new BodyLimit(request, LARGEST_BODY)
                .read()
                .compose(body -> vertx.executeBlocking(() -> completion(body), false))
                .onSuccess(completion -> answer(request.response(), completion))
                .onFailure(failure -> fail(request.response(), failure));
    }

    private record Answered(Completion completion, boolean stream) {}

    private Answered completion(String body) {
        CompletionRequest request = RequestReader.read(body);
        Reply reply = model.apply(request);
        return new Answered(new Completion(request, reply, clock.instant().getEpochSecond()), request.stream());
    }

    private static void answer(HttpServerResponse response, Answered answered) {
        if (response.closed()) {
            return;
        }
        if (!answered.stream()) {
            response.putHeader("content-type", JSON).end(answered.completion().json());
            return;
        }
        response.setChunked(true).putHeader("content-type", "text/event-stream").putHeader("cache-control", "no-cache");
        answered.completion().chunks().forEach(chunk -> response.write("data: " + chunk + "\n\n"));
        response.end();
    }

    private static void fail(HttpServerResponse response, Throwable failure) {
        if (failure instanceof InvalidRequest invalid) {
            refuse(response, invalid);
            return;
        }
        LOG.log(Level.SEVERE, "A completion failed", failure);
        sendError(response, 500, "The demo model failed to answer.", "server_error", null, null);
    }

    private static void refuse(HttpServerResponse response, InvalidRequest invalid) {
        sendError(
                response,
                invalid.status(),
                String.valueOf(invalid.getMessage()),
                "invalid_request_error",
                invalid.param(),
                invalid.code());
    }

    private static void sendError(
            HttpServerResponse response,
            int status,
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        send(response, status, body);
    }

    private static void send(HttpServerResponse response, int status, ObjectNode body) {
        if (!response.closed()) {
            response.setStatusCode(status).putHeader("content-type", JSON).end(Json.write(body));
        }
    }

    private static ObjectNode models() {
        ObjectNode list = Json.object().put("object", "list");
        list.putArray("data").add(modelCard());
        return list;
    }

    private static ObjectNode modelCard() {
        return Json.object()
                .put("id", Completion.MODEL)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "spectrum")
                .put("description", DESCRIPTION);
    }

    private static ObjectNode about() {
        return Json.object()
                .put("model", Completion.MODEL)
                .put("is_language_model", false)
                .put("description", DESCRIPTION)
                .put("api", "/v1/chat/completions");
    }
}
