package dev.spectrum.platform.web;

import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Text that PostgreSQL can keep: it has no place for the character U+0000, nor for half of a pair of surrogates. */
class StorableText {

    static final String EXPECTATION = "Must not contain the character U+0000, nor half of a surrogate pair.";

    static boolean refuses(String text) {
        int point;
        for (int i = 0; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            // What stands in a pair is no surrogate any more.
            if (point == 0 || Character.getType(point) == Character.SURROGATE) {
                return true;
            }
        }
        return false;
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
