package dev.spectrum.gateway.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.spectrum.gateway.reach.OutboundFailure.Kind;
import dev.spectrum.gateway.reach.OutboundHttp.Answer;
import dev.spectrum.gateway.reach.OutboundHttp.Request;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How requests go out, and what is said of those that got no answer. */
class OutboundHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LIMIT = 100_000;

    private final Vertx vertx = Vertx.vertx();
    private final NamesForTests names = new NamesForTests()
            .answer("vendor.test", List.of("127.0.0.1"))
            .answer("other.test", List.of("127.0.0.1"))
            .answer("two.test", List.of("127.0.0.9", "127.0.0.1"));
    private GuardedHttp http = guarded(GuardedHttp.options(1000, 10));
    private Vendor vendor = Vendor.saying("hello");

    @AfterEach
    void close() {
        http.close();
        vendor.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void sendsWhatItIsGivenAndGivesWhatComesBack() {
        vendorAnswers(request -> Vendor.answer("418 Teapot", "text/plain", "short".getBytes(), "X-A: 1", "x-a: 2"));
        Answer answer = http.send(new Request(
                        "POST",
                        at("vendor.test", "/a%20b/ü?q=1&r=%2F#fragment"),
                        Map.of("Authorization", "Bearer key", "Content-Type", "text/plain"),
                        Optional.of("body".getBytes(StandardCharsets.UTF_8)),
                        PATIENCE,
                        LIMIT))
                .await()
                .atMost(PATIENCE);

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.headers()).containsEntry("x-a", List.of("1", "2"));
        assertThat(answer.body()).asString().isEqualTo("short");
        Vendor.Received received = vendor.received().getFirst();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/a%20b/%C3%BC?q=1&r=%2F");
        assertThat(received.body()).isEqualTo("body");
        assertThat(received.has("authorization: Bearer key")).isTrue();
        assertThat(received.has("host: vendor.test:" + vendor.port())).isTrue();
        assertThat(received.head()).doesNotContain("traceparent").contains("user-agent: Spectrum");
    }

    @Test
    void keepsConnectionsForTheNextRequest() {
        for (int i = 0; i < 5; i++) {
            assertThat(get("/").status()).isEqualTo(200);
        }
        assertThat(vendor.connections()).isOne();
    }

    @Test
    void triesTheNextAddressOfAHostWhereTheFirstOneIsDown() throws IOException {
        try (ServerSocket only = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> {
                try (var socket = only.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(Vendor.ok("text/plain", "second".getBytes()));
                } catch (IOException broken) {
                    throw new java.io.UncheckedIOException(broken);
                }
            });
            Answer answer = http.send(request("GET", URI.create("http://two.test:" + only.getLocalPort() + "/")))
                    .await()
                    .atMost(PATIENCE);
            assertThat(answer.body()).asString().isEqualTo("second");
        }
    }

    @Test
    void nothingWasSentWhereNobodyListens() {
        // A port that was just closed may be another program's by now; nobody has this one.
        assertThat(failure(request("POST", URI.create("http://vendor.test:1/"))).kind())
                .isEqualTo(Kind.NOT_SENT);
    }

    @Test
    void somethingMayHaveBeenSentWhereNobodyAnswers() {
        vendorAnswers(request -> Vendor.SILENCE);
        OutboundFailure failure = failure(
                new Request("POST", at("vendor.test", "/"), Map.of(), Optional.empty(), Duration.ofMillis(300), LIMIT));
        assertThat(failure.kind()).isEqualTo(Kind.MAYBE_SENT);
        assertThat(failure).hasMessage("There was no answer within 300 ms.");
        await().atMost(PATIENCE).until(() -> vendor.hungUp() == 1);
    }

    @Test
    void somethingMayHaveBeenSentWhereTheAnswerBreaksOff() {
        vendorAnswers(request -> {
            vendor.close();
            return Vendor.SILENCE;
        });
        assertThat(failure(request("GET", at("vendor.test", "/"))).kind()).isEqualTo(Kind.MAYBE_SENT);

        vendorAnswers(request -> "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf".getBytes());
        OutboundFailure failure = failure(
                new Request("GET", at("vendor.test", "/"), Map.of(), Optional.empty(), Duration.ofMillis(300), LIMIT));
        assertThat(failure.kind()).isEqualTo(Kind.MAYBE_SENT);

        vendorAnswers(request -> "this is no HTTP\r\n\r\n".getBytes());
        assertThat(failure(request("GET", at("vendor.test", "/"))).kind()).isEqualTo(Kind.MAYBE_SENT);
    }

    @Test
    void whoCancelsEndsTheRequest() {
        vendorAnswers(request -> Vendor.SILENCE);
        Cancellable sending =
                http.send(request("GET", at("vendor.test", "/"))).subscribe().with(answer -> {});
        await().atMost(PATIENCE).until(() -> vendor.received().size() == 1);
        assertThat(vendor.hungUp()).isZero();

        sending.cancel();

        await().atMost(PATIENCE).until(() -> vendor.hungUp() == 1);
    }

    @Test
    void aBodyThatGoesOnIsReadUntilThereIsEnough() {
        vendorAnswers(request -> chunks("he", "llo", " and ever"));
        Answer answer = http.send(untilHello()).await().atMost(PATIENCE);
        assertThat(answer.body()).asString().startsWith("hello");
        assertThat(vendor.received().getFirst().has("accept-encoding: identity"))
                .isTrue();
        await().until(() -> vendor.hungUp() == 1);
    }

    @Test
    void aBodyThatEndsThereLeavesItsConnectionToTheNext() {
        vendorAnswers(request -> chunks("hel", "lo", ""));
        for (int i = 0; i < 3; i++) {
            assertThat(http.send(untilHello()).await().atMost(PATIENCE).body())
                    .asString()
                    .isEqualTo("hello");
        }
        assertThat(vendor.connections()).isOne();
    }

    @Test
    void aBodyOfWhichThereIsNeverEnoughIsReadToItsEnd() {
        vendorAnswers(request -> chunks("something else", ""));
        assertThat(http.send(untilHello()).await().atMost(PATIENCE).body())
                .asString()
                .isEqualTo("something else");
    }

    private Request untilHello() {
        StringBuilder read = new StringBuilder();
        OutboundHttp.Enough enough = piece -> read.append(new String(piece, StandardCharsets.UTF_8))
                .toString()
                .startsWith("hello");
        return new Request(
                "GET", at("vendor.test", "/"), Map.of(), Optional.empty(), PATIENCE, LIMIT, Optional.of(enough));
    }

    /** An empty one is the last. */
    private static byte[] chunks(String... chunks) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String chunk : chunks) {
            answer.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerThatIsTooLongFails() {
        vendorAnswers(request -> Vendor.ok("text/plain", new byte[LIMIT + 1]));
        assertThat(failure(request("GET", at("vendor.test", "/"))))
                .hasMessage("The answer is longer than 100000 bytes.");

        vendorAnswers(request -> Vendor.ok("text/plain", new byte[LIMIT]));
        assertThat(get("/").body()).hasSize(LIMIT);
    }

    @Test
    void unpacksWhatIsPackedButNoBomb() throws IOException {
        byte[] packed = gzip(new byte[LIMIT]);
        vendorAnswers(request -> Vendor.ok("text/plain", packed, "Content-Encoding: gzip"));
        Answer answer = get("/");
        assertThat(answer.body()).hasSize(LIMIT);
        assertThat(answer.headers()).doesNotContainKeys("content-encoding", "content-length");
        assertThat(vendor.received().getFirst().has("accept-encoding: gzip")).isTrue();

        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb).hasSizeLessThan(LIMIT);
        vendorAnswers(request -> Vendor.ok("text/plain", bomb, "Content-Encoding: gzip"));
        assertThat(failure(request("GET", at("vendor.test", "/"))))
                .hasMessage("The answer is longer than 100000 bytes.");

        byte[] twice = gzip(packed);
        vendorAnswers(request -> Vendor.ok("text/plain", twice, "Content-Encoding: gzip, gzip"));
        assertThat(failure(request("GET", at("vendor.test", "/"))))
                .hasMessage("The answer is packed in a way that was not asked for.");

        vendorAnswers(request -> Vendor.ok("text/plain", "plain".getBytes(), "Content-Encoding: gzip"));
        assertThat(failure(request("GET", at("vendor.test", "/")))).hasMessage("The answer is not what it says it is.");
    }

    @Test
    void followsFiveRedirectsAndNoSixth() {
        vendorAnswers(request -> {
            int left = Integer.parseInt(request.path().substring(1));
            return left == 0 ? Vendor.ok("text/plain", "there".getBytes()) : Vendor.redirect(302, "/" + (left - 1));
        });
        assertThat(get("/5").body()).asString().isEqualTo("there");
        OutboundFailure sixth = failure(request("GET", at("vendor.test", "/6")));
        assertThat(sixth).hasMessage("There were more than 5 redirects.");
        assertThat(sixth.kind()).isEqualTo(Kind.MISLED);
    }

    @Test
    void aRedirectToWhereNobodyMayGoIsARefusalOfOurs() {
        vendorAnswers(request -> Vendor.redirect(302, "http://169.254.169.254/latest/meta-data/"));
        assertThat(failure(request("GET", at("vendor.test", "/"))).kind()).isEqualTo(Kind.MISLED);
    }

    @Test
    void credentialsStayWithTheOriginTheyAreFor() {
        vendorAnswers(request -> request.path().equals("/")
                ? Vendor.redirect(302, "/same?a=b")
                : request.path().startsWith("/same")
                        ? Vendor.redirect(307, "http://other.test:" + vendor.port() + "/other")
                        : Vendor.ok("text/plain", "there".getBytes()));
        http.send(new Request(
                        "GET",
                        at("vendor.test", "/"),
                        Map.of("Authorization", "Bearer key", "X-Api-Key", "key", "Cookie", "key", "Accept", "a/b"),
                        Optional.empty(),
                        PATIENCE,
                        LIMIT))
                .await()
                .atMost(PATIENCE);

        assertThat(vendor.received()).hasSize(3);
        assertThat(vendor.received().get(1).head()).contains("Bearer key").contains("/same?a=b");
        assertThat(vendor.received().get(2).path()).isEqualTo("/other");
        assertThat(vendor.received().get(2).head()).doesNotContain("key").contains("accept: a/b");
        assertThat(vendor.received().get(2).has("host: other.test:" + vendor.port()))
                .isTrue();
    }

    @Test
    void contentStaysWithTheOriginItIsFor() {
        vendorAnswers(request -> request.path().equals("/")
                ? Vendor.redirect(307, "http://other.test:" + vendor.port() + "/other")
                : Vendor.ok("text/plain", "there".getBytes()));
        OutboundFailure failure = failure(new Request(
                "POST",
                at("vendor.test", "/"),
                Map.of(),
                Optional.of("client_secret=key".getBytes(StandardCharsets.UTF_8)),
                PATIENCE,
                LIMIT));
        assertThat(failure.kind()).isEqualTo(Kind.MISLED);
        assertThat(vendor.received()).hasSize(1);
    }

    @Test
    void aRedirectedPostBecomesAGetAsBrowsersDoIt() {
        vendorAnswers(request -> request.path().startsWith("/to")
                ? Vendor.ok("text/plain", (request.method() + request.body()).getBytes())
                : Vendor.redirect(Integer.parseInt(request.path().substring(1)), "to"));
        for (int status : List.of(301, 302, 303)) {
            assertThat(post("/" + status)).isEqualTo("GET");
        }
        for (int status : List.of(307, 308)) {
            assertThat(post("/" + status)).isEqualTo("POSTbody");
        }
    }

    private String post(String path) {
        Answer answer = http.send(new Request(
                        "POST",
                        at("vendor.test", path),
                        Map.of("Content-Type", "text/plain"),
                        Optional.of("body".getBytes(StandardCharsets.UTF_8)),
                        PATIENCE,
                        LIMIT))
                .await()
                .atMost(PATIENCE);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void headersThatWouldBreakOutOrDescribeTheConnectionAreNotSent() {
        for (Map<String, String> headers : List.of(
                Map.of("X-A", "a\r\nX-B: b"),
                Map.of("X-A", "a\nb"),
                Map.of("X-A", "a\0b"),
                Map.of("X A", "a"),
                Map.of("X-A:", "a"),
                Map.of("", "a"),
                Map.of("X-A", "☃"),
                Map.of("Host", "127.0.0.1"),
                Map.of("hOST", "127.0.0.1"),
                Map.of("Transfer-Encoding", "chunked"),
                Map.of("Content-Length", "5"),
                Map.of("Connection", "upgrade"),
                Map.of("Upgrade", "h2c"),
                Map.of("Proxy-Authorization", "x"))) {
            assertThat(failure(new Request("GET", at("vendor.test", "/"), headers, Optional.empty(), PATIENCE, LIMIT))
                            .kind())
                    .as("%s", headers)
                    .isEqualTo(Kind.BLOCKED);
        }
        assertThat(failure(request("CONNECT", at("vendor.test", "/"))).kind()).isEqualTo(Kind.BLOCKED);
        assertThat(failure(request("GET / HTTP/1.1\r\n", at("vendor.test", "/")))
                        .kind())
                .isEqualTo(Kind.BLOCKED);
        assertThat(vendor.connections()).isZero();
    }

    @Test
    void theCertificateIsForTheNameAndTheConnectionForTheAddress(@TempDir Path folder) throws Exception {
        Path keys = certificateFor("vendor.test", folder);
        vendor.close();
        vendor = Vendor.answering(
                tls(keys).getServerSocketFactory(), request -> Vendor.ok("text/plain", "secure".getBytes()));
        http.close();
        http = guarded(GuardedHttp.options(5000, 10)
                .setTrustOptions(new PfxOptions().setPath(keys.toString()).setPassword("secret")));

        URI secure = URI.create("https://vendor.test:" + vendor.port() + "/");
        assertThat(http.send(request("GET", secure)).await().atMost(PATIENCE).body())
                .asString()
                .isEqualTo("secure");
        assertThat(vendor.received().getFirst().has("host: vendor.test:" + vendor.port()))
                .isTrue();

        OutboundFailure otherName = failure(request("GET", URI.create("https://other.test:" + vendor.port() + "/")));
        assertThat(otherName.kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(otherName).hasMessage("No secure connection could be made.");
        assertThat(vendor.received()).hasSize(1);
    }

    @Test
    void noRedirectLeadsFromHttpsToHttp(@TempDir Path folder) throws Exception {
        Path keys = certificateFor("vendor.test", folder);
        try (Vendor plain = Vendor.saying("in the clear")) {
            vendor.close();
            vendor = Vendor.answering(
                    tls(keys).getServerSocketFactory(),
                    request -> Vendor.redirect(302, "http://vendor.test:" + plain.port() + "/"));
            http.close();
            http = guarded(GuardedHttp.options(5000, 10)
                    .setTrustOptions(new PfxOptions().setPath(keys.toString()).setPassword("secret")));
            assertThat(failure(request("GET", URI.create("https://vendor.test:" + vendor.port() + "/"))))
                    .hasMessage("A redirect leads from https to http.");
            assertThat(plain.connections()).isZero();
        }
    }

    private static Path certificateFor(String name, Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "vendor",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        keys.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return keys;
    }

    private static SSLContext tls(Path keys) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, "secret".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private void vendorAnswers(Function<Vendor.Received, byte[]> answer) {
        vendor.close();
        vendor = Vendor.answering(answer);
    }

    private GuardedHttp guarded(HttpClientOptions options) {
        return new GuardedHttp(
                vertx, new AddressGuard(vertx, Set.of("vendor.test", "other.test", "two.test"), names), options);
    }

    private URI at(String host, String path) {
        return URI.create("http://" + host + ":" + vendor.port() + path);
    }

    private Answer get(String path) {
        return http.send(request("GET", at("vendor.test", path))).await().atMost(PATIENCE);
    }

    private OutboundFailure failure(Request request) {
        return catchThrowableOfType(
                OutboundFailure.class, () -> http.send(request).await().atMost(PATIENCE));
    }

    private static Request request(String method, URI uri) {
        return new Request(method, uri, Map.of(), Optional.empty(), PATIENCE, LIMIT);
    }
}
