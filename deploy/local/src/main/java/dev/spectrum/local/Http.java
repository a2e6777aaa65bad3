package dev.spectrum.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The launcher's HTTP calls: all to this machine, all short. */
final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Http() {}

    static boolean answers(URI uri, int status) {
        try {
            var answer = send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)));
            return answer.statusCode() == status;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException when there is no answer */
    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
