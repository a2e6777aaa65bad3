package dev.spectrum.conversation.attachments.domain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text as files have it: UTF-8, or UTF-16 that says so by its byte order mark. */
public final class PlainText {

    private static final Pattern BINARY = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n\\r\\f\\x1B]]");
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private PlainText() {}

    /** Empty for what is no text: another encoding, or with control characters that no text has. */
    public static Optional<String> of(byte[] content) {
        try {
            String text = encoding(content)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            String unmarked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
            return BINARY.matcher(unmarked).find() ? Optional.empty() : Optional.of(unmarked);
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    private static Charset encoding(byte[] content) {
        boolean isUtf16 = content.length >= 2
                && (content[0] == (byte) 0xfe && content[1] == (byte) 0xff
                        || content[0] == (byte) 0xff && content[1] == (byte) 0xfe);
        return isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }
}
