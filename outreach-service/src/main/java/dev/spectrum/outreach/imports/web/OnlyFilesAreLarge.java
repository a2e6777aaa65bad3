package dev.spectrum.outreach.imports.web;

import dev.spectrum.platform.web.LargeBodies;
import io.quarkus.vertx.http.runtime.filters.Filters;
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

    private final LargeBodies largeBodies;

    OnlyFilesAreLarge(LargeBodies largeBodies) {
        this.largeBodies = largeBodies;
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, BEFORE_EVERYTHING_ELSE);
    }

    private void limit(RoutingContext request) {
        if (request.normalizedPath().equals(FILES)) {
            request.next();
        } else if (LargeBodies.length(request) > LARGEST) {
            largeBodies.refuse(request);
        } else {
            request.put(LIMIT, LARGEST);
            request.next();
        }
    }
}
