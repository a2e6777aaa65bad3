package dev.spectrum.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.VendorForTests.Asked;
import dev.spectrum.gateway.connectors.VendorForTests.Reply;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.tools.ToolException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Access tokens: fetched when they are needed, once for all that need them. */
@QuarkusTest
class TokensIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CALLS = 50;

    private final VendorForTests vendor = new VendorForTests();
    private final CredentialsForTests credentials = new CredentialsForTests();
    private final VendorCalls calls = new VendorCalls(new LoopbackHttp(), credentials, Desk.JSON);
    private final AtomicReference<String> goodToken = new AtomicReference<>("token-1");
    private final AtomicReference<String> goodRefresh = new AtomicReference<>("refresh-1");
    private final AtomicInteger given = new AtomicInteger(1);

    @AfterEach
    void stop() {
        vendor.close();
    }

    /** Refresh tokens work once, as with many vendors. */
    private Reply vendorWithTokens(Asked asked) {
        if (!asked.target().equals("/token")) {
            return asked.header("Authorization").orElse("").equals("Bearer " + goodToken.get())
                    ? Reply.ok("{\"items\": []}")
                    : Reply.of(401, "{}");
        }
        synchronized (this) {
            if (!asked.body().contains("refresh_token=" + goodRefresh.get())) {
                return Reply.of(400, "{\"error\": \"invalid_grant\"}");
            }
            int number = given.incrementAndGet();
            goodToken.set("token-" + number);
            goodRefresh.set("refresh-" + number);
            return Reply.ok("{\"access_token\": \"token-%d\", \"refresh_token\": \"refresh-%d\", \"expires_in\": 3600}"
                    .formatted(number, number));
        }
    }

    @Test
    void fiftyCallsThatFindAnExpiredTokenFetchOne() {
        vendor.answers(this::vendorWithTokens);
        connect("token-0", "refresh-1", Instant.now().minusSeconds(5));
        atOnce(CALLS, calls);
        assertThat(tokenRequests()).hasSize(1);
        assertThat(tokenRequests().getFirst().body())
                .contains("grant_type=refresh_token", "client_id=id", "client_secret=desk-client-secret", "scope=all");
        assertThat(held().get("refresh_token").asText()).isEqualTo("refresh-2");
        assertThat(credentials.failures()).isEmpty();
        assertThat(credentials.usedVersion())
                .as("the renewed ones are those that work")
                .isEqualTo(2);
    }

    @Test
    void fiftyCallsWhoseTokenTheVendorRefusesFetchOne() {
        vendor.answers(this::vendorWithTokens);
        connect("token-0", "refresh-1", Instant.now().plusSeconds(3600));
        atOnce(CALLS, calls);
        assertThat(tokenRequests()).hasSize(1);
        assertThat(credentials.failures()).isEmpty();
    }

    @Test
    void ofTwoProcessesOneKeepsItsTokensAndTheOtherTakesThem() {
        vendor.answers(this::vendorWithTokens);
        connect("token-0", "refresh-1", Instant.now().minusSeconds(5));
        atOnce(CALLS, calls, new VendorCalls(new LoopbackHttp(), credentials, Desk.JSON));
        assertThat(tokenRequests()).hasSizeLessThanOrEqualTo(2);
        assertThat(held().get("refresh_token").asText()).isEqualTo(goodRefresh.get());
        assertThat(credentials.failures()).isEmpty();
    }

    @Test
    void aRefreshTokenThatIsNoMoreEndsInAFailingConnection() {
        vendor.answers(this::vendorWithTokens);
        connect("token-0", "refresh-0", Instant.now().minusSeconds(5));
        assertThatThrownBy(() -> call(calls).await().atMost(PATIENCE))
                .asInstanceOf(type(ToolException.class))
                .satisfies(failure -> assertThat(failure.error().error()).isEqualTo("connection-refused"));
        assertThat(credentials.failures()).containsExactly("Desk gives no access token for these credentials (400).");
    }

    @Test
    void aTokenWithoutAnythingToRenewItWithIsUsedAsItIs() {
        vendor.answers(this::vendorWithTokens);
        credentials.add(Desk.TENANT, "desk", "first", "{}", Desk.object("{\"access_token\": \"token-1\"}"));
        call(calls).await().atMost(PATIENCE);
        assertThat(tokenRequests()).isEmpty();
    }

    @Test
    void proofsOfAKeyAreSigned() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        vendor.answers(asked -> asked.target().equals("/token")
                ? Reply.ok("{\"access_token\": \"token-1\"}")
                : vendorWithTokens(asked));
        ObjectNode secrets = Desk.object("{\"user\": \"sam\"}").put("private_key", pem);
        credentials.add(Desk.TENANT, "desk", "first", "{}", secrets);
        call(
                        calls,
                        "{ type: oauth2, grant: jwt_bearer, token_url: %s/token, claims: { sub: '{credentials.user}', aud: desk } }")
                .await()
                .atMost(PATIENCE);

        String form = URLDecoder.decode(tokenRequests().getFirst().body(), StandardCharsets.UTF_8);
        assertThat(form).startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=");
        String[] assertion = form.substring(form.lastIndexOf('=') + 1).split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((assertion[0] + "." + assertion[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion[2])))
                .isTrue();
        JsonNode claims = Desk.JSON.readTree(Base64.getUrlDecoder().decode(assertion[1]));
        assertThat(claims.get("sub").asText()).isEqualTo("sam");
        assertThat(claims.get("exp").asLong()).isGreaterThan(Instant.now().getEpochSecond());
        assertThat(Instant.parse(held().get("expires_at").asText()))
                .isAfter(Instant.now().plusSeconds(1000));
    }

    @Test
    void clientsProveThemselvesInTheHeaderWhereTheVendorWantsIt() {
        vendor.answers(asked -> asked.target().equals("/token")
                ? Reply.ok("{\"access_token\": \"token-1\", \"expires_in\": 60}")
                : vendorWithTokens(asked));
        credentials.add(
                Desk.TENANT,
                "desk",
                "first",
                "{}",
                Desk.object("{\"client_id\": \"id\", \"client_secret\": \"shh-shh\"}"));
        call(calls, "{ type: oauth2, grant: client_credentials, token_url: %s/token, client: basic }")
                .await()
                .atMost(PATIENCE);
        assertThat(tokenRequests().getFirst().header("Authorization")).contains(Authorizer.basic("id", "shh-shh"));
        assertThat(tokenRequests().getFirst().body()).isEqualTo("grant_type=client_credentials");
    }

    private void connect(String accessToken, String refreshToken, Instant expires) {
        ObjectNode secrets = Desk.object("{\"client_id\": \"id\", \"client_secret\": \"desk-client-secret\"}")
                .put("access_token", accessToken)
                .put("refresh_token", refreshToken)
                .put("expires_at", expires.toString());
        credentials.add(Desk.TENANT, "desk", "first", "{}", secrets);
    }

    private void atOnce(int count, VendorCalls... processes) {
        List<Uni<JsonNode>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(call(processes[i % processes.length]));
        }
        Uni.join().all(all).andFailFast().await().atMost(PATIENCE);
    }

    private Uni<JsonNode> call(VendorCalls process) {
        return call(process, "{ type: oauth2, grant: refresh_token, token_url: %s/token, parameters: { scope: all } }");
    }

    private Uni<JsonNode> call(VendorCalls process, String auth) {
        VendorConnector desk =
                Desk.read(Desk.file("desk", vendor.url(), auth.formatted(vendor.url()), "{}", "desk_do", true, """
                request: { method: GET, path: /items }
                result: '{"items": body.items}'
                """));
        return Desk.call(process, desk, "{}");
    }

    private List<Asked> tokenRequests() {
        return vendor.asked().stream()
                .filter(asked -> asked.target().equals("/token"))
                .toList();
    }

    private ObjectNode held() {
        Connection connection =
                credentials.active(Desk.TENANT).await().indefinitely().getFirst();
        return credentials.reveal(connection).await().indefinitely();
    }
}
