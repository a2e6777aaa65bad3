package dev.spectrum.gateway.reach;

import dev.spectrum.gateway.reach.OutboundFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** An answer's body as it was meant, out of how it was sent. */
final class Content {

    private Content() {}

    /**
     * @param encoding the header Content-Encoding; blank for none
     * @param maxBytes of what it unpacks to: a small gzip may hold any amount
     */
    static byte[] decode(byte[] sent, String encoding, int maxBytes) {
        if (isPlain(encoding) || sent.length == 0) {
            return sent;
        }
        if (!encoding.strip().toLowerCase(Locale.ROOT).matches("(x-)?gzip")) {
            throw new OutboundFailure(Kind.MAYBE_SENT, "The answer is packed in a way that was not asked for.");
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            byte[] body = unpacked.readNBytes(maxBytes);
            if (unpacked.read() >= 0) {
                throw tooLong(maxBytes);
            }
            return body;
        } catch (IOException broken) {
            throw new OutboundFailure(Kind.MAYBE_SENT, "The answer is not what it says it is.");
        }
    }

    static boolean isPlain(String encoding) {
        return encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity");
    }

    static OutboundFailure tooLong(int maxBytes) {
        return new OutboundFailure(Kind.MAYBE_SENT, "The answer is longer than " + maxBytes + " bytes.");
    }
}
