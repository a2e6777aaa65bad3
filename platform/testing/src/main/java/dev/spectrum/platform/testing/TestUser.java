package dev.spectrum.platform.testing;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** The people of the local stack, as tests know them. */
public enum TestUser {
    ACME_OWNER("owner@acme.test", "acme/owner"),
    ACME_ADMIN("admin@acme.test", "acme/admin"),
    ACME_MEMBER("member@acme.test", "acme/member"),
    ACME_VIEWER("viewer@acme.test", "acme/viewer"),
    GLOBEX_OWNER("owner@globex.test", "globex/owner"),
    /** Belongs to both tenants, and so has to name one in X-Tenant. */
    AGENCY("agency@spectrum.test", "acme/admin", "globex/admin"),
    /** Runs the platform, belongs to no tenant. */
    ROOT("root@spectrum.test"),
    /** Has an account and nothing else. */
    STRANGER("stranger@nowhere.test");

    /** Tests ask for thousands of tokens, and a client takes longer to make than a token. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static final UUID ACME = UUID.fromString("01990000-0000-7000-8000-000000000001");
    public static final UUID GLOBEX = UUID.fromString("01990000-0000-7000-8000-000000000002");

    private static final Map<String, UUID> TENANTS = Map.of("acme", ACME, "globex", GLOBEX);
    private static final List<String> AUDIENCE =
            List.of("agent-service", "conversation-service", "tool-gateway", "outreach-service");

    private static final String ELSEWHERE = "elsewhere@acme.test";
    private static final String EXPIRED = "expired@acme.test";

    private final String email;
    private final List<String> memberships;

    TestUser(String email, String... memberships) {
        this.email = email;
        this.memberships = List.of(memberships);
    }

    public String email() {
        return email;
    }

    /** The user's {@code sub}. */
    public String subject() {
        return UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The user's name, such as "Acme Owner". */
    public String fullName() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        StringBuilder full = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            full.append(full.isEmpty() ? "" : " ")
                    .append(Character.toUpperCase(word.charAt(0)))
                    .append(word.substring(1));
        }
        return full.toString();
    }

    /** A fresh access token from the test's issuer, for all four services. */
    public String token() {
        return passwordToken(email);
    }

    /** A token of acme's member that was issued for none of the suite's services. */
    public static String tokenForElsewhere() {
        return passwordToken(ELSEWHERE);
    }

    /** A token of acme's member that expired an hour ago. */
    public static String expiredToken() {
        return passwordToken(EXPIRED);
    }

    private static String passwordToken(String username) {
        return requestToken("grant_type=password&client_id=spectrum-cli&scope=openid&password=spectrum&username="
                + URLEncoder.encode(username, StandardCharsets.UTF_8));
    }

    /** A token of a service that acts by itself, with client credentials, for the services that are called so. */
    public static String serviceToken(String service) {
        return requestToken("grant_type=client_credentials&scope=openid&client_secret=spectrum&client_id=" + service);
    }

    private static String requestToken(String form) {
        // Not by the address that the service under test has: a test may have it look elsewhere.
        URI tokens = ConfigProvider.getConfig().getValue("SPECTRUM_OIDC_TOKEN_URL", URI.class);
        HttpRequest request = HttpRequest.newBuilder(tokens)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer = answer(request);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("No token: " + answer.body());
            }
            return JsonPath.from(answer.body()).getString("access_token");
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Once more where the issuer has just closed a connection that was kept: asking twice does no harm. */
    private static HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException closed) {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The claims of tokens that must be turned away, by the name that gets them. */
    static Map<String, Map<String, Object>> refusedClaims() {
        Map<String, Object> elsewhere = ACME_MEMBER.claims();
        elsewhere.put("aud", List.of("another-service"));
        Map<String, Object> expired = ACME_MEMBER.claims();
        expired.put("exp", Instant.now().minus(1, ChronoUnit.HOURS).getEpochSecond());
        return Map.of(ELSEWHERE, elsewhere, EXPIRED, expired);
    }

    /** What the realm of the local stack puts into this user's tokens. */
    Map<String, Object> claims() {
        Map<String, Object> organizations = new HashMap<>();
        List<String> groups = new ArrayList<>();
        for (String membership : memberships) {
            String slug = membership.substring(0, membership.indexOf('/'));
            groups.add("/" + membership);
            organizations.put(
                    slug,
                    Map.of(
                            "tenant_id",
                            List.of(java.util.Objects.requireNonNull(TENANTS.get(slug))
                                    .toString())));
        }
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", subject());
        claims.put("aud", AUDIENCE);
        claims.put("azp", "spectrum-cli");
        claims.put("email", email);
        claims.put("preferred_username", email);
        claims.put("name", fullName());
        if (!memberships.isEmpty()) {
            claims.put("organization", organizations);
            claims.put("groups", groups);
        }
        if (this == ROOT) {
            claims.put("realm_access", Map.of("roles", List.of("platform_admin")));
        }
        return claims;
    }
}
