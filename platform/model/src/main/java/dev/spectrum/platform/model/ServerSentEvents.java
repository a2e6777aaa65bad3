package dev.spectrum.platform.model;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads the data of server-sent events as their bytes come in. Names of events are not told: the protocols repeat them in the
 * data.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the format</a>
 */
final class ServerSentEvents {

    private static final String DATA = "data:";

    private final Consumer<String> listener;
    private final StringBuilder data = new StringBuilder();
    private byte[] unread = {};
    private boolean hasData;

    ServerSentEvents(Consumer<String> listener) {
        this.listener = listener;
    }

    void read(Buffer more) {
        byte[] bytes = unread.length == 0
                ? more.getBytes()
                : Buffer.buffer(unread).appendBuffer(more).getBytes();
        int start = 0;
        for (int i = unread.length; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
                line(new String(bytes, start, end - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        unread = start == bytes.length ? new byte[0] : Arrays.copyOfRange(bytes, start, bytes.length);
    }

    private void line(String line) {
        if (line.isEmpty()) {
            if (hasData) {
                hasData = false;
                String event = data.toString();
                data.setLength(0);
                listener.accept(event);
            }
        } else if (line.startsWith(DATA)) {
            if (hasData) {
                data.append('\n');
            }
            hasData = true;
            data.append(line, line.startsWith(DATA + " ") ? DATA.length() + 1 : DATA.length(), line.length());
        }
    }
}
