package dev.spectrum.platform.web;

import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Text that PostgreSQL can keep: it has no place for the character U+0000. */
class StorableText {

    static final String EXPECTATION = "Must not contain the character U+0000.";

    static boolean refuses(String text) {
        return text.indexOf('\0') >= 0;
    }

    @ServerRequestFilter
    void checkQuery(UriInfo uri) {
        uri.getQueryParameters().forEach((name, values) -> {
            if (values.stream().anyMatch(StorableText::refuses)) {
                throw ProblemException.invalid("?" + name, EXPECTATION);
            }
        });
    }
}
