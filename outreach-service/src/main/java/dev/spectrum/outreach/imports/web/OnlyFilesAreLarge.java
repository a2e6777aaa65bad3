package dev.spectrum.outreach.imports.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A file of leads goes to the disk as it comes; whatever else is sent here would be held in memory, and is small. */
@ApplicationScoped
class OnlyFilesAreLarge {

    private static final String FILES = "/api/v1/leads/import";
    private static final long LARGEST = 1 << 20;
    /** Where Quarkus keeps the limit of a request whose length is not said. */
    private static final String LIMIT = "io.quarkus.max-request-size";

    private static final int BEFORE_EVERYTHING_ELSE = 100;

    void register(@Observes Filters filters) {
        filters.register(OnlyFilesAreLarge::limit, BEFORE_EVERYTHING_ELSE);
    }

    private static void limit(RoutingContext request) {
        if (request.normalizedPath().equals(FILES)) {
            request.next();
        } else if (length(request) > LARGEST) {
            // What is still to come is not read.
            request.response()
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .setStatusCode(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code())
                    .end();
        } else {
            request.put(LIMIT, LARGEST);
            request.next();
        }
    }

    private static long length(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
