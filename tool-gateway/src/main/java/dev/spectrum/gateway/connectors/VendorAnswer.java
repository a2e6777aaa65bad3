package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.connections.Redaction;
import dev.spectrum.gateway.reach.OutboundHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor answered.
 *
 * @param headers by name in lower case, the first value of each
 * @param body JSON as maps and lists, text where it is none, null for nothing
 * @param bytes of the body
 */
record VendorAnswer(
        int status, Map<String, String> headers, @Nullable Object body, int bytes) {

    static VendorAnswer of(OutboundHttp.Answer answer, ObjectMapper json) {
        Map<String, String> headers = new HashMap<>();
        answer.headers().forEach((name, values) -> first(values).ifPresent(value -> headers.put(name, value)));
        return new VendorAnswer(answer.status(), headers, read(answer.body(), json), answer.body().length);
    }

    private static Optional<String> first(List<String> values) {
        return values.stream().findFirst();
    }

    private static @Nullable Object read(byte[] body, ObjectMapper json) {
        if (body.length == 0) {
            return null;
        }
        try {
            return json.readValue(body, Object.class);
        } catch (IOException noJson) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** The same, as it may be passed on. */
    VendorAnswer without(Redaction secrets) {
        Map<String, String> clean = new HashMap<>();
        headers.forEach((name, value) -> clean.put(name, secrets.strike(value)));
        return new VendorAnswer(status, clean, secrets.strike(body), bytes);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** As mappings see it: {@code {status, headers, body}}. */
    Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new HashMap<>();
        document.put("status", status);
        document.put("headers", headers);
        if (body != null) {
            document.put("body", body);
        }
        return document;
    }
}
