package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives clients something to keep for us that they can read but not change: any instance that has the key knows it again.
 * Text of visible ASCII characters: JSON and its HMAC-SHA256, both in Base64.
 */
@ApplicationScoped
class Seal {

    private static final String EXPIRY = "exp";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final ObjectMapper json;

    @Inject
    Seal(McpConfig config, ObjectMapper json) {
        this(config.sealKey(), json);
    }

    /** @param secret any text; empty for one that nobody else has */
    Seal(Optional<String> secret, ObjectMapper json) {
        this.key = new SecretKeySpec(
                secret.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElseGet(Seal::random), "HmacSHA256");
        this.json = json;
    }

    /** @param purpose under which alone it can be opened again */
    String close(String purpose, ObjectNode content, Duration lifetime) {
        ObjectNode payload =
                content.deepCopy().put(EXPIRY, Instant.now().plus(lifetime).getEpochSecond());
        try {
            String body = ENCODER.encodeToString(json.writeValueAsBytes(payload));
            return body + "." + mac(purpose, body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree is always JSON", impossible);
        }
    }

    /** Empty for what was not sealed here for this purpose, was changed, or has expired. */
    Optional<ObjectNode> open(String purpose, String sealed) {
        int dot = sealed.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String body = sealed.substring(0, dot);
        try {
            if (!isSame(sealed.substring(dot + 1), mac(purpose, body))) {
                return Optional.empty();
            }
            ObjectNode payload =
                    (ObjectNode) json.readTree(Base64.getUrlDecoder().decode(body));
            boolean isFresh = payload.path(EXPIRY).asLong() > Instant.now().getEpochSecond();
            return isFresh ? Optional.of(payload) : Optional.empty();
        } catch (IllegalArgumentException | IOException notOurs) {
            return Optional.empty();
        }
    }

    /** As text: the same bytes can be written in several ways. */
    private static boolean isSame(String given, String mac) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), mac.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(String purpose, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return ENCODER.encodeToString(mac.doFinal((purpose + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    private static byte[] random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
