package dev.spectrum.platform.web;

import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Text that PostgreSQL can keep: it has no place for the character U+0000, nor for half of a pair of surrogates. */
class StorableText {

    static final String EXPECTATION = "Must not contain the character U+0000, nor half of a surrogate pair.";

    static boolean refuses(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == 0) {
                return true;
            }
            if (Character.isSurrogate(one)) {
                boolean pair = Character.isHighSurrogate(one)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
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
