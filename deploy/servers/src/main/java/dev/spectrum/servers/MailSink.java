package dev.spectrum.servers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * A mail server on 127.0.0.1 that accepts every message for every recipient and delivers none. {@code GET /messages}
 * shows them as JSON, the newest last; {@code DELETE /messages} forgets them, as does a restart.
 *
 * @param smtpPort where mail is sent to: plain SMTP, no login needed
 * @param httpPort where it is read
 */
public record MailSink(int smtpPort, int httpPort) implements Server {

    public URI messagesUri() {
        return URI.create("http://127.0.0.1:" + httpPort + "/messages");
    }

    public List<Mail> messages() throws IOException {
        return new ObjectMapper().readValue(send("GET"), new TypeReference<>() {});
    }

    public void forgetMessages() throws IOException {
        send("DELETE");
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public List<Integer> ports() {
        return List.of(smtpPort, httpPort);
    }

    @Override
    public ProcessBuilder prepare(Steps steps) throws IOException {
        return JavaRuntime.process(MailSinkMain.class, 64, Integer.toString(smtpPort), Integer.toString(httpPort));
    }

    /** HTTP is opened after SMTP. */
    @Override
    public boolean isReady() {
        try {
            send("GET");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String send(String method) throws IOException {
        var request = HttpRequest.newBuilder(messagesUri())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
