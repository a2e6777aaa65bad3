package dev.spectrum.platform.model;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A server that has models. */
final class Provider {

    private static final int SHOWN = 500;

    private final String kind;
    private final Protocol protocol;
    private final URI uri;
    private final String apiKey;
    private final List<String> beginnings;

    /**
     * @param kind its name in OpenTelemetry's conventions
     * @param baseUrl with the version, as in {@code https://api.openai.com/v1}
     * @param apiKey empty where none is needed
     * @param beginnings of the names of its models; none where it has whatever the others have not
     */
    Provider(String kind, Protocol protocol, String baseUrl, String apiKey, List<String> beginnings) {
        this.kind = kind;
        this.protocol = protocol;
        this.uri = URI.create(baseUrl.replaceAll("/+$", "") + protocol.path());
        this.apiKey = apiKey;
        this.beginnings = beginnings;
    }

    String kind() {
        return kind;
    }

    Protocol protocol() {
        return protocol;
    }

    String host() {
        return uri.getHost();
    }

    int port() {
        return uri.getPort() > 0 ? uri.getPort() : isEncrypted() ? 443 : 80;
    }

    private boolean isEncrypted() {
        return "https".equals(uri.getScheme());
    }

    /** How long the longest beginning is that the model's name has; 0 for whatever others have not; -1 where it is not its model. */
    int fits(String model) {
        return beginnings.isEmpty()
                ? 0
                : beginnings.stream()
                        .filter(model::startsWith)
                        .mapToInt(String::length)
                        .max()
                        .orElse(-1);
    }

    RequestOptions request() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(host())
                .setPort(port())
                .setSsl(isEncrypted())
                .setURI(uri.getRawPath())
                .putHeader("Content-Type", "application/json");
        for (Map.Entry<String, String> header : protocol.headers(apiKey).entrySet()) {
            request.putHeader(header.getKey(), header.getValue());
        }
        return request;
    }

    /** What a server said that refused, for operators: in one line, not too long, and without our key, which some repeat. */
    String shown(String said) {
        String withoutKey = apiKey.isEmpty() ? said : said.replace(apiKey, "***");
        String line = withoutKey.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
