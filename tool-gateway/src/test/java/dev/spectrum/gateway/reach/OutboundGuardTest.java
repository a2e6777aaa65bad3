package dev.spectrum.gateway.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.gateway.reach.OutboundHttp.Answer;
import dev.spectrum.gateway.reach.OutboundHttp.Request;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No form of an address that is not public leads to a connection: seen at the socket, on every address of the machine. */
class OutboundGuardTest {

    private final Vertx vertx = Vertx.vertx();
    private final NamesForTests names = new NamesForTests();
    private final Vendor trap = Vendor.saying("You should not be here.");
    /** Redirects to what its query says. */
    private final Vendor redirecting = Vendor.answering(OutboundGuardTest::redirect);

    private GuardedHttp http;

    record Form(String kind, String address) {}

    @BeforeEach
    void open() {
        names.answer("vendor.test", List.of("127.0.0.1"));
        http = guarded("vendor.test:" + redirecting.port());
    }

    @AfterEach
    void close() {
        http.close();
        trap.close();
        redirecting.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void noFormOfABlockedAddressIsConnectedTo() throws IOException {
        List<Form> forms = forms();
        assertThat(forms).hasSizeGreaterThan(200);

        List<String> wrong = new ArrayList<>();
        for (Form form : forms) {
            String end = outcome(form.address());
            if (!end.equals("BLOCKED") && !end.equals("not an address")) {
                wrong.add(form + " -> " + end);
            }
            if (trap.connections() > 0) {
                wrong.add(form + " CONNECTED");
                break;
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(trap.connections()).isZero();
    }

    @Test
    void noRedirectToABlockedAddressIsFollowed() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Form form : forms()) {
            for (int status : List.of(302, 307)) {
                String end = outcome("http://vendor.test:" + redirecting.port() + "/?" + status + "&"
                        + URLEncoder.encode(form.address(), StandardCharsets.UTF_8));
                // A path alone leads to the vendor itself, which is no harm.
                if (!end.equals("MISLED") && !form.address().equals("/etc/passwd")) {
                    wrong.add(form + " -> " + end);
                }
                if (trap.connections() > 0) {
                    throw new AssertionError(form + " CONNECTED after " + status);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(trap.connections()).isZero();
        assertThat(redirecting.received()).hasSizeGreaterThan(2 * 200);
    }

    /** Without it, silence in the others would prove nothing. */
    @Test
    void theTrapSeesWhoComes() {
        GuardedHttp open = guarded("127.0.0.1", "[0:0:0:0:0:0:0:1]", "loopback.resolves.test");
        assertThat(outcome(open, "http://127.0.0.1:" + trap.port() + "/")).isEqualTo("200");
        assertThat(outcome(open, "http://[::1]:" + trap.port() + "/")).isEqualTo("200");
        assertThat(outcome(open, "http://loopback.resolves.test:" + trap.port() + "/"))
                .isEqualTo("200");
        assertThat(trap.connections()).isEqualTo(3);
        open.close();
    }

    @Test
    void noAddressOfThisMachineIsConnectedTo() throws IOException {
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
        for (InetAddress address : own) {
            String host = address.getHostAddress().replaceFirst("%.*", "");
            outcome("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + trap.port() + "/");
        }
        assertThat(own).isNotEmpty();
        assertThat(trap.connections()).isZero();
    }

    @Test
    void aNameThatRebindsAfterTheCheckIsNotFollowedThere() {
        // Nobody answers at the first address, which is public; asked again, the name would lead home.
        names.answer("rebinding.test", List.of("11.255.255.254"), List.of("127.0.0.1"));
        String end = outcome(http, request("http://rebinding.test:" + trap.port() + "/", Duration.ofMillis(400)));

        assertThat(end).isEqualTo("NOT_SENT");
        assertThat(names.asked("rebinding.test")).isOne();
        assertThat(trap.connections()).isZero();
    }

    @Test
    void aNameThatRebindsBetweenRequestsAndRedirectsIsCheckedEachTime() {
        names.answer("rebinding.test", List.of("11.255.255.254"), List.of("127.0.0.1"));
        outcome(http, request("http://rebinding.test:" + trap.port() + "/", Duration.ofMillis(400)));
        assertThat(outcome("http://rebinding.test:" + trap.port() + "/")).isEqualTo("BLOCKED");
        assertThat(outcome("http://vendor.test:" + redirecting.port() + "/?302&"
                        + URLEncoder.encode("http://rebinding.test:" + trap.port() + "/", StandardCharsets.UTF_8)))
                .isEqualTo("MISLED");
        assertThat(trap.connections()).isZero();
    }

    /** A kept connection belongs to the address that was checked for it, not to the name. */
    @Test
    void aConnectionIsNotReusedForANameThatMoved() {
        names.answer("moving.test", List.of("127.0.0.1"), List.of("127.0.0.1"), List.of("127.0.0.2"));
        GuardedHttp open = guarded("moving.test");
        for (int i = 0; i < 3; i++) {
            assertThat(outcome(open, "http://moving.test:" + trap.port() + "/")).isEqualTo("200");
        }
        open.close();

        assertThat(trap.connections()).isEqualTo(2);
        assertThat(trap.received().stream()
                        .map(seen -> seen.localAddress().getHostAddress())
                        .toList())
                .hasSize(3)
                .last()
                .asString()
                .endsWith("127.0.0.2");
        assertThat(trap.received()).allMatch(seen -> seen.has("host: moving.test:" + trap.port()));
    }

    @Test
    void onlyTheListedHostAndPortAreExempt() {
        names.answer("sub.vendor.test", List.of("127.0.0.1"));
        String port = ":" + redirecting.port() + "/";
        assertThat(outcome("http://vendor.test" + port)).isEqualTo("404");
        assertThat(outcome("http://VENDOR.test." + port)).isEqualTo("404");
        assertThat(outcome("http://vendor.test:" + trap.port() + "/")).isEqualTo("BLOCKED");
        assertThat(outcome("http://sub.vendor.test" + port)).isEqualTo("BLOCKED");
        assertThat(outcome("http://127.0.0.1" + port)).isEqualTo("BLOCKED");
        assertThat(outcome("http://user@vendor.test" + port)).isEqualTo("BLOCKED");
        assertThat(outcome("http://nobody.test/")).isEqualTo("NOT_SENT");
    }

    private static byte[] redirect(Vendor.Received request) {
        String[] query = request.path().split("[?&]", -1);
        return query.length == 3
                ? Vendor.redirect(Integer.parseInt(query[1]), URLDecoder.decode(query[2], StandardCharsets.UTF_8))
                : Vendor.answer("404 Not Found", "text/plain", new byte[0]);
    }

    private List<Form> forms() throws IOException {
        try (InputStream file = OutboundGuardTest.class.getResourceAsStream("/reach/ssrf-forms.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace("{port}", Integer.toString(trap.port())))
                    .map(line -> new Form(line.split(" +", 2)[0], line.split(" +", 2)[1]))
                    .toList();
        }
    }

    private GuardedHttp guarded(String... exempt) {
        return new GuardedHttp(vertx, new AddressGuard(vertx, Set.of(exempt), names), GuardedHttp.options(2000, 10));
    }

    private String outcome(String address) {
        return outcome(http, address);
    }

    private static String outcome(GuardedHttp http, String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException notOne) {
            return "not an address";
        }
        return outcome(http, request(uri, Duration.ofSeconds(10)));
    }

    private static String outcome(GuardedHttp http, Request request) {
        return http.send(request)
                .map(Answer::status)
                .map(String::valueOf)
                .onFailure(OutboundFailure.class)
                .recoverWithItem(failure -> ((OutboundFailure) failure).kind().name())
                .await()
                .indefinitely();
    }

    private static Request request(String address, Duration timeout) {
        return request(URI.create(address), timeout);
    }

    private static Request request(URI uri, Duration timeout) {
        return new Request("GET", uri, Map.of(), Optional.empty(), timeout, 100_000);
    }
}
