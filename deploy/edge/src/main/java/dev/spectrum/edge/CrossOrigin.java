package dev.spectrum.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;

/**
 * Lets pages of the allowed origins call the API from a browser (CORS). The API takes tokens and no cookies, so that no
 * credentials need to be allowed.
 */
record CrossOrigin(Set<String> allowedOrigins) {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String EXPOSED = "ETag, Location, Retry-After, WWW-Authenticate, Mcp-Session-Id";

    /** @return whether this was a preflight and is answered with it */
    boolean handle(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !allowedOrigins.contains(origin)) {
            return false;
        }
        HttpServerResponse response = request.response();
        if (isPreflight(request)) {
            allow(response.headers(), origin)
                    .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
            String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
            if (headers != null) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
            }
            response.setStatusCode(204).end();
            return true;
        }
        // Last, so that a backend's own opinion does not stand beside it.
        response.headersEndHandler(
                end -> allow(response.headers(), origin).set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED));
        return false;
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private static MultiMap allow(MultiMap headers, String origin) {
        return headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin).add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
}
