package dev.spectrum.gateway.upstreams.vendor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), as far as MCP uses them, out of the
 * pieces in which they come. Lines are told apart as bytes: no piece cuts a character that way.
 */
final class EventStream {

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private boolean afterCarriageReturn;

    /** All the events of a stream that has ended. */
    static List<byte[]> messages(byte[] stream) {
        EventStream events = new EventStream();
        List<byte[]> messages = new ArrayList<>(events.add(stream));
        // Some servers leave the blank line after the last one out.
        messages.addAll(events.add(new byte[] {'\n', '\n'}));
        return messages;
    }

    /** The data of each event that this piece completes and that has some, in their order. */
    List<byte[]> add(byte[] piece) {
        List<byte[]> complete = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < piece.length; at++) {
            byte next = piece[at];
            if (next != '\n' && next != '\r') {
                afterCarriageReturn = false;
                continue;
            }
            boolean endsTheSameLine = next == '\n' && afterCarriageReturn;
            if (!endsTheSameLine) {
                line.write(piece, begin, at - begin);
                endLine(complete);
            }
            afterCarriageReturn = next == '\r';
            begin = at + 1;
        }
        line.write(piece, begin, piece.length - begin);
        return complete;
    }

    private void endLine(List<byte[]> complete) {
        byte[] text = line.toByteArray();
        line.reset();
        if (text.length == 0) {
            endEvent(complete);
        } else if (Arrays.mismatch(text, DATA) == DATA.length) {
            // Of JSON, that a space begins it or a line break ends it says nothing.
            data.write(text, DATA.length, text.length - DATA.length);
            data.write('\n');
        }
    }

    private void endEvent(List<byte[]> complete) {
        byte[] text = data.toByteArray();
        data.reset();
        if (!new String(text, StandardCharsets.UTF_8).isBlank()) {
            complete.add(text);
        }
    }
}
