package dev.spectrum.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Seal seal = new Seal(Optional.of("a key"), JSON);
    private final ObjectNode content = JSON.createObjectNode().put("owner", "dana");

    @Test
    void opensWhatItClosed() {
        String sealed = seal.close("session", content, HOUR);

        assertThat(sealed).matches("[\\x21-\\x7e]+");
        assertThat(seal.open("session", sealed).orElseThrow().path("owner").asText())
                .isEqualTo("dana");
        assertThat(new Seal(Optional.of("a key"), JSON).open("session", sealed))
                .as("so does another process with that key")
                .isPresent();
    }

    @Test
    void knowsNothingElse() {
        String sealed = seal.close("session", content, HOUR);

        assertThat(seal.open("request-state", sealed)).as("for another purpose").isEmpty();
        assertThat(new Seal(Optional.of("another"), JSON).open("session", sealed))
                .isEmpty();
        assertThat(new Seal(Optional.empty(), JSON).open("session", sealed)).isEmpty();
        assertThat(seal.open("session", seal.close("session", content, Duration.ZERO)))
                .as("expired")
                .isEmpty();
        for (int i = 0; i < sealed.length(); i++) {
            char other = sealed.charAt(i) == 'A' ? 'Q' : 'A';
            assertThat(seal.open("session", sealed.substring(0, i) + other + sealed.substring(i + 1)))
                    .as("changed at %s", i)
                    .isEmpty();
        }
        for (String text : new String[] {"", ".", "a.b", sealed + "A", "=.="}) {
            assertThat(seal.open("session", text)).isEmpty();
        }
    }
}
