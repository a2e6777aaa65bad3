package dev.spectrum.gateway.upstreams.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    @Test
    void givesTheDataOfEachEventThatHasSome() {
        assertThat(
                        messages(
                                ": hello\n\nid: 1\ndata:\n\nevent: message\ndata: {\"a\":\ndata: 1}\n\ndata:{}\r\n\r\nretry: 5\n\n"))
                .containsExactly(" {\"a\":\n 1}", "{}");
        assertThat(messages("")).isEmpty();
        assertThat(messages("data: cut off")).containsExactly(" cut off");
    }

    private static List<String> messages(String stream) {
        return EventStream.messages(stream.getBytes(StandardCharsets.UTF_8))
                .map(data -> new String(data, StandardCharsets.UTF_8))
                .toList();
    }
}
