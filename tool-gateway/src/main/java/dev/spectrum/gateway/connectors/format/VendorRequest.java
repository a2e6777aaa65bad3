package dev.spectrum.gateway.connectors.format;

import java.util.Map;
import java.util.Optional;

/**
 * One request to a vendor, still to be filled.
 *
 * @param path appended to the base URL
 * @param query gives an object
 * @param body gives an object or an array for JSON, an object for a form
 */
public record VendorRequest(
        String method,
        Template path,
        Optional<Expression> query,
        Map<String, Template> headers,
        Optional<Expression> body,
        Encoding encoding,
        Optional<Pages> pages) {

    public enum Encoding {
        JSON,
        FORM
    }
}
