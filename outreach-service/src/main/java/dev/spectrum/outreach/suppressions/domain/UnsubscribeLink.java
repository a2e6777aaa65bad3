package dev.spectrum.outreach.suppressions.domain;

import dev.spectrum.outreach.senders.domain.Channel;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The link that a message carries. Whoever has the token may unsubscribe its address, and nothing else.
 *
 * @param token 256 random bits
 * @param address where the message went
 */
public record UnsubscribeLink(UUID tenantId, String token, UUID touchId, UUID leadId, Channel channel, String address) {

    private static final int TOKEN_BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** A token that nobody guesses, in base64url. */
    public static String newToken(SecureRandom random) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Whether a text could be a token at all. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }
}
