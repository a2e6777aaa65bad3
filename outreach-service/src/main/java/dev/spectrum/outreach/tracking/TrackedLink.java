package dev.spectrum.outreach.tracking;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a tracked link says: whose message it is in, and where it leads. It is signed with a key of the tenant's, so nobody
 * can make one that leads elsewhere: 16 bytes tenant, 16 bytes touch, the target in UTF-8, 16 bytes HMAC-SHA-256, all of it
 * in base64url.
 *
 * @param target where a click leads; empty for the picture that tells of an open
 */
public record TrackedLink(UUID tenantId, UUID touchId, Optional<URI> target) {

    private static final int IDS = 32;
    private static final int SIGNATURE = 16;
    private static final int LONGEST_TOKEN = 6_000;
    private static final int LONGEST_TARGET = 2_000;

    /** The token's parts, of which nothing is believed yet. */
    public record Claimed(UUID tenantId, byte[] signed, byte[] signature) {}

    /** Whether a click can lead there at all: a web address, and no longer than browsers take. */
    public static Optional<URI> target(String url) {
        try {
            URI target = new URI(url);
            boolean web = "http".equalsIgnoreCase(target.getScheme()) || "https".equalsIgnoreCase(target.getScheme());
            return web && target.getHost() != null && target.getUserInfo() == null && url.length() <= LONGEST_TARGET
                    ? Optional.of(target)
                    : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    public String token(byte[] key) {
        byte[] url = target.map(URI::toString).orElse("").getBytes(StandardCharsets.UTF_8);
        byte[] signed = ByteBuffer.allocate(IDS + url.length)
                .putLong(tenantId.getMostSignificantBits())
                .putLong(tenantId.getLeastSignificantBits())
                .putLong(touchId.getMostSignificantBits())
                .putLong(touchId.getLeastSignificantBits())
                .put(url)
                .array();
        byte[] token = ByteBuffer.allocate(signed.length + SIGNATURE)
                .put(signed)
                .put(signature(key, signed))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Empty where it can't be a token at all. */
    public static Optional<Claimed> read(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException noToken) {
            return Optional.empty();
        }
        if (bytes.length < IDS + SIGNATURE) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
        ByteBuffer ids = ByteBuffer.wrap(signed);
        return Optional.of(new Claimed(
                new UUID(ids.getLong(), ids.getLong()),
                signed,
                Arrays.copyOfRange(bytes, bytes.length - SIGNATURE, bytes.length)));
    }

    /** Empty unless the tenant's key signed it. */
    public static Optional<TrackedLink> verified(Claimed claimed, byte[] key) {
        if (!MessageDigest.isEqual(signature(key, claimed.signed()), claimed.signature())) {
            return Optional.empty();
        }
        ByteBuffer signed = ByteBuffer.wrap(claimed.signed());
        UUID tenantId = new UUID(signed.getLong(), signed.getLong());
        UUID touchId = new UUID(signed.getLong(), signed.getLong());
        String url = StandardCharsets.UTF_8.decode(signed).toString();
        return url.isEmpty()
                ? Optional.of(new TrackedLink(tenantId, touchId, Optional.empty()))
                : target(url).map(target -> new TrackedLink(tenantId, touchId, Optional.of(target)));
    }

    private static byte[] signature(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(signed), SIGNATURE);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", impossible);
        }
    }
}
