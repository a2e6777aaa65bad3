package dev.spectrum.gateway.upstreams.vendor;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), as far as MCP uses them. */
final class EventStream {

    private static final Pattern BETWEEN = Pattern.compile("\\r?\\n\\r?\\n|\\r\\r");

    private EventStream() {}

    /** The data of each event that has some, in their order. */
    static Stream<byte[]> messages(byte[] stream) {
        return BETWEEN.splitAsStream(new String(stream, StandardCharsets.UTF_8))
                .map(event -> event.lines()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()))
                        .collect(Collectors.joining("\n")))
                .filter(data -> !data.isBlank())
                .map(data -> data.getBytes(StandardCharsets.UTF_8));
    }
}
