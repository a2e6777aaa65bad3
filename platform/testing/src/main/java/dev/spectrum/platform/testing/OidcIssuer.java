package dev.spectrum.platform.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;

/**
 * An OIDC issuer whose tokens look like Keycloak's: the password grant (any password: it proves no login), client
 * credentials, token exchange, discovery and keys.
 */
final class OidcIssuer {

    private static final String REALM = "spectrum";

    private OidcIssuer() {}

    /** Starts it and says how services reach it. */
    static Map<String, String> start() {
        MockOAuth2Server server = new MockOAuth2Server(OAuth2Config.Companion.fromJson(config()));
        server.start(0);
        return Map.of(
                "SPECTRUM_OIDC_URL", server.issuerUrl(REALM).toString(),
                "SPECTRUM_OIDC_TOKEN_URL", server.tokenEndpointUrl(REALM).toString(),
                "SPECTRUM_OIDC_SECRET", "spectrum");
    }

    private static String config() {
        List<Map<String, Object>> mappings = new java.util.ArrayList<>();
        for (TestUser user : TestUser.values()) {
            mappings.add(mapping("username", user.email(), user.claims()));
        }
        TestUser.refusedClaims().forEach((name, claims) -> mappings.add(mapping("username", name, claims)));
        mappings.add(mapping(
                "grant_type",
                "client_credentials",
                Map.of(
                        "sub",
                        "service-account-${clientId}",
                        "azp",
                        "${clientId}",
                        "aud",
                        List.of("tool-gateway", "conversation-service"),
                        "realm_access",
                        Map.of("roles", List.of("service")))));
        mappings.add(mapping(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                Map.of("azp", "${clientId}", "aud", List.of("tool-gateway"))));
        Map<String, Object> callback = new HashMap<>();
        callback.put("issuerId", REALM);
        callback.put("tokenExpiry", 900);
        callback.put("requestMappings", mappings);
        return JSONObjectUtils.toJSONString(Map.of("interactiveLogin", false, "tokenCallbacks", List.of(callback)));
    }

    private static Map<String, Object> mapping(String parameter, String value, Map<String, Object> claims) {
        return Map.of("requestParam", parameter, "match", value, "claims", claims);
    }
}
