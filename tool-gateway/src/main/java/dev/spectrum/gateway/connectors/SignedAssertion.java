package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A JWT that proves who asks for a token (RFC 7523), signed with RS256. */
final class SignedAssertion {

    private static final long SECONDS = 180;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private SignedAssertion() {}

    /**
     * @param privateKey RSA, PKCS #8 in PEM
     * @throws SecretSource.TokenRefused if it is no such key
     */
    static String of(Map<String, Object> claims, String privateKey, ObjectMapper json) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("iat", now);
        all.put("exp", now + SECONDS);
        all.put("jti", UUID.randomUUID().toString());
        try {
            String signed = part(Map.of("alg", "RS256", "typ", "JWT"), json) + "." + part(all, json);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key(privateKey));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            throw new SecretSource.TokenRefused("The private key can't be read: it must be RSA, PKCS #8 in PEM.");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts and numbers are JSON", impossible);
        }
    }

    private static String part(Map<String, Object> content, ObjectMapper json) throws JsonProcessingException {
        return BASE64.encodeToString(json.writeValueAsBytes(content));
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
