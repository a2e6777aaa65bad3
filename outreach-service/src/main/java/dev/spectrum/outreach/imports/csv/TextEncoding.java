package dev.spectrum.outreach.imports.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How a file's text is encoded: what its byte order mark says; else UTF-16 if every other byte of its beginning is zero, as of
 * Latin letters; else UTF-8 if all of it is; else Windows-1252, which is
 * Latin-1 with more punctuation.
 *
 * @param begin where the text begins, in bytes, behind the mark
 */
public record TextEncoding(Charset charset, int begin) {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** A reader of the whole text, without its byte order mark. What is no character becomes U+FFFD. */
    public Reader read(InputStream file) throws IOException {
        file.skipNBytes(begin);
        return new InputStreamReader(file, charset);
    }

    /** Finds it out while the file goes by. */
    public static final class Detector {

        private static final int MARK = 4;

        private final CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        private final ByteBuffer mark = ByteBuffer.allocate(MARK);
        private ByteBuffer unfinished = ByteBuffer.allocate(0);
        private boolean isUtf8 = true;

        /** The next part of the file, of any length. */
        public void add(ByteBuffer part) {
            ByteBuffer bytes = ByteBuffer.allocate(unfinished.remaining() + part.remaining())
                    .put(unfinished)
                    .put(part.duplicate())
                    .flip();
            for (int i = part.position(); i < part.limit() && mark.hasRemaining(); i++) {
                mark.put(part.get(i));
            }
            isUtf8 = isUtf8
                    && !utf8.decode(bytes, CharBuffer.allocate(bytes.remaining()), false)
                            .isError();
            unfinished = isUtf8 ? bytes : ByteBuffer.allocate(0);
        }

        /** Once the whole file has gone by. */
        public TextEncoding detected() {
            byte[] bytes = mark.array();
            if (bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
                return new TextEncoding(StandardCharsets.UTF_8, 3);
            }
            if (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
                return new TextEncoding(StandardCharsets.UTF_16LE, 2);
            }
            if (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
                return new TextEncoding(StandardCharsets.UTF_16BE, 2);
            }
            if (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) {
                return new TextEncoding(StandardCharsets.UTF_16LE, 0);
            }
            if (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) {
                return new TextEncoding(StandardCharsets.UTF_16BE, 0);
            }
            boolean complete = !unfinished.hasRemaining();
            return new TextEncoding(isUtf8 && complete ? StandardCharsets.UTF_8 : WINDOWS_1252, 0);
        }
    }
}
