package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.connectors.format.MappingFailure;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.connectors.format.VendorRequest;
import dev.spectrum.gateway.tools.ToolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills a connector's request from what a call knows. Credentials come later. */
final class RequestWriter {

    private final ObjectMapper json;

    RequestWriter(ObjectMapper json) {
        this.json = json;
    }

    /** A request that lacks only its credentials. Headers by name in any case. */
    record Written(String method, URI uri, Map<String, String> headers, Optional<byte[]> body) {

        Written with(URI address) {
            return new Written(method, address, headers, body);
        }
    }

    /** @param page further query parameters, which say which page */
    Written write(VendorConnector connector, VendorRequest request, Map<String, ?> document, Map<String, ?> page) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Spectrum");
        connector.headers().forEach((name, value) -> headers.put(name, header(value.fill(document))));
        request.headers().forEach((name, value) -> headers.put(name, header(value.fill(document))));
        Optional<byte[]> body = request.body().map(expression -> body(request, expression.evaluate(document)));
        if (body.isPresent()) {
            headers.put(
                    "Content-Type",
                    switch (request.encoding()) {
                        case JSON -> "application/json";
                        case FORM -> "application/x-www-form-urlencoded";
                    });
        }
        return new Written(request.method(), address(connector, request, document, page), headers, body);
    }

    private static URI address(
            VendorConnector connector, VendorRequest request, Map<String, ?> document, Map<String, ?> page) {
        String base = base(connector, document);
        String path = request.path().fill(document, RequestWriter::segment);
        Map<Object, @Nullable Object> parameters = new LinkedHashMap<>();
        request.query().map(expression -> object(expression.evaluate(document))).ifPresent(parameters::putAll);
        parameters.putAll(page);
        String query = FormText.of(parameters);
        return URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
    }

    /** Without a slash at its end. */
    static String base(VendorConnector connector, Map<String, ?> document) {
        String base = connector.baseUrl().fill(document).replaceFirst("/+$", "");
        if (isPlain(base)) {
            return base;
        }
        throw ToolException.of(
                "connection-refused", "The connection's settings give no address of " + connector.title() + ".");
    }

    static boolean isPlain(String address) {
        try {
            URI uri = new URI(address);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }

    /** One segment of a path: never empty, never a way to another path. */
    private static String segment(String value) {
        if (value.isBlank() || value.equals(".") || value.equals("..")) {
            throw ToolException.of("invalid-arguments", "An id is empty or no id.");
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String header(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new MappingFailure("a header contains control characters");
        }
        return value;
    }

    private byte[] body(VendorRequest request, @Nullable Object content) {
        return switch (request.encoding()) {
            case JSON -> json(content);
            case FORM -> FormText.of(object(content)).getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] json(@Nullable Object content) {
        try {
            return json.writeValueAsBytes(content == null ? Map.of() : content);
        } catch (JsonProcessingException noJson) {
            throw new MappingFailure("a body is no JSON");
        }
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> object -> object;
            default -> throw new MappingFailure("a query or a form is no object");
        };
    }
}
