package dev.spectrum.outreach.imports.csv;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Finds out how a file's text is encoded: what its byte order mark says; else UTF-8 if all of it is; else Windows-1252,
 * which is Latin-1 with more punctuation.
 */
final class TextEncoding {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int CHUNK = 1 << 16;

    private TextEncoding() {}

    /** A reader of the whole text, without its byte order mark. */
    static Reader open(FileChannel file) throws IOException {
        Encoded encoded = detect(file);
        file.position(encoded.begin());
        CharsetDecoder decoder = encoded.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        return Channels.newReader(file, decoder, CHUNK);
    }

    /** @param begin where the text begins, behind the mark */
    private record Encoded(Charset charset, int begin) {}

    private static Encoded detect(FileChannel file) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(3);
        file.read(mark, 0);
        byte[] bytes = mark.array();
        if (bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            return new Encoded(StandardCharsets.UTF_8, 3);
        }
        if (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return new Encoded(StandardCharsets.UTF_16LE, 2);
        }
        if (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return new Encoded(StandardCharsets.UTF_16BE, 2);
        }
        return new Encoded(isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS_1252, 0);
    }

    private static boolean isUtf8(FileChannel file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        CharBuffer text = CharBuffer.allocate(CHUNK);
        long position = 0;
        boolean ended = false;
        while (!ended) {
            int read = file.read(bytes, position);
            ended = read < 0;
            position += Math.max(read, 0);
            bytes.flip();
            if (decoder.decode(bytes, text, ended).isError()) {
                return false;
            }
            bytes.compact();
            text.clear();
        }
        return true;
    }
}
