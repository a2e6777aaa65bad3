package dev.spectrum.gateway.upstreams.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final String STREAM =
            ": hello\n\nid: 1\ndata:\n\nevent: message\ndata: {\"a\":\ndata: \"Zoë 😀\"}\n\n"
                    + "data:{}\r\n\r\nretry: 5\n\nevent: x\rdata: [1]\r\rdatum: 7\n\n";

    @Test
    void givesTheDataOfEachEventThatHasSome() {
        assertThat(text(EventStream.messages(bytes(STREAM)))).containsExactly("{\"a\":\n \"Zoë 😀\"}", "{}", "[1]");
        assertThat(EventStream.messages(new byte[0])).isEmpty();
        assertThat(text(EventStream.messages(bytes("data: cut off")))).containsExactly("cut off");
    }

    @Test
    void itDoesNotMatterWhereAPieceEnds() {
        byte[] stream = bytes(STREAM);
        List<String> whole = text(EventStream.messages(stream));
        for (int size = 1; size < stream.length; size++) {
            EventStream events = new EventStream();
            List<byte[]> found = new ArrayList<>();
            for (int begin = 0; begin < stream.length; begin += size) {
                found.addAll(events.add(Arrays.copyOfRange(stream, begin, Math.min(stream.length, begin + size))));
            }
            assertThat(text(found)).as("in pieces of " + size).isEqualTo(whole);
        }
    }

    @Test
    void anEventIsThereAsSoonAsItHasEnded() {
        EventStream events = new EventStream();
        assertThat(events.add(bytes("data: 1\n"))).isEmpty();
        assertThat(text(events.add(bytes("\ndata: 2")))).containsExactly("1");
        assertThat(text(events.add(bytes("\r\n\r\n")))).containsExactly("2");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> text(List<byte[]> messages) {
        return messages.stream()
                .map(data -> new String(data, StandardCharsets.UTF_8).strip())
                .toList();
    }
}
