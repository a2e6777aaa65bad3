package dev.spectrum.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How all of the stack is, asked of every service at once:
 * {@code {"status":"UP|DEGRADED|DOWN","services":{"agent-service":{"status":"UP","dependencies":{"kafka":"DOWN"}}}}}.
 * DOWN: a service is not ready. DEGRADED: all are, and something that one of them depends on is not up.
 */
final class StackHealth {

    private final HttpClient client;
    private final Settings settings;

    /** @param client one that gives idle connections up, since an answer that comes too late is not waited for */
    StackHealth(HttpClient client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** Never fails, and is there after the health timeout at the latest. */
    Future<JsonObject> ask() {
        List<Future<JsonObject>> services =
                settings.backends().entrySet().stream().map(this::service).toList();
        return Future.all(services).map(all -> {
            JsonObject byName = new JsonObject();
            services.forEach(service -> byName.mergeIn(service.result()));
            return new JsonObject().put("status", overall(byName)).put("services", byName);
        });
    }

    private Future<JsonObject> service(Map.Entry<Backend, URI> entry) {
        Backend backend = entry.getKey();
        boolean isKeycloak = backend == Backend.KEYCLOAK;
        Future<String> status = isKeycloak
                ? ready(settings.keycloakManagement().resolve("/health/ready"))
                : ready(entry.getValue().resolve("/q/health/ready"));
        Future<JsonObject> dependencies = isKeycloak
                ? Future.succeededFuture(new JsonObject())
                : dependencies(entry.getValue().resolve("/q/health/group/dependencies"));
        return Future.all(status, dependencies)
                .map(both -> new JsonObject()
                        .put(
                                backend.displayName(),
                                new JsonObject()
                                        .put("status", status.result())
                                        .put("dependencies", dependencies.result())));
    }

    private Future<String> ready(URI url) {
        return health(url)
                .map(answer -> "UP".equals(answer.getValue("status")) ? "UP" : "DOWN")
                .otherwise("DOWN");
    }

    private Future<JsonObject> dependencies(URI url) {
        return health(url)
                .map(answer -> {
                    JsonObject byName = new JsonObject();
                    for (Object check : answer.getJsonArray("checks", new JsonArray())) {
                        JsonObject dependency = (JsonObject) check;
                        byName.put(dependency.getString("name"), dependency.getString("status"));
                    }
                    return byName;
                })
                // A check that hangs keeps all the others from being told.
                .otherwise(failure -> failure instanceof TimeoutException
                        ? new JsonObject().put("unknown", "DOWN")
                        : new JsonObject());
    }

    /** 200 when up and 503 when down, with the same body: https://smallrye.io/docs/smallrye-health */
    private Future<JsonObject> health(URI url) {
        return client.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url.toString()))
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .map(JsonObject::new)
                .timeout(settings.healthTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String overall(JsonObject services) {
        List<JsonObject> all = services.stream()
                .map(service -> (JsonObject) service.getValue())
                .toList();
        if (all.stream().anyMatch(service -> !"UP".equals(service.getString("status")))) {
            return "DOWN";
        }
        boolean everythingUp = all.stream()
                .flatMap(service -> service.getJsonObject("dependencies").stream())
                .allMatch(dependency -> "UP".equals(dependency.getValue()));
        return everythingUp ? "UP" : "DEGRADED";
    }
}
