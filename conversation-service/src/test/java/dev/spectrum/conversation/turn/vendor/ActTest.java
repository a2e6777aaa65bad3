package dev.spectrum.conversation.turn.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.conversation.turn.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActTest {

    private static final UUID RUN = UUID.randomUUID();

    @Test
    void theSameArgumentsInAnotherOrderAreTheSameAct() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("to", "dana@northwind.test");
        one.put("tags", List.of("a", "b"));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("tags", List.of("a", "b"));
        other.put("to", "dana@northwind.test");

        assertThat(key(RUN, "send_email", one, 0)).isEqualTo(key(RUN, "send_email", other, 0));
    }

    @Test
    void anotherRunToolArgumentOrOccurrenceIsAnotherAct() {
        Map<String, Object> arguments = Map.of("to", "dana@northwind.test");
        String act = key(RUN, "send_email", arguments, 0);

        assertThat(key(UUID.randomUUID(), "send_email", arguments, 0)).isNotEqualTo(act);
        assertThat(key(RUN, "send_sms", arguments, 0)).isNotEqualTo(act);
        assertThat(key(RUN, "send_email", Map.of("to", "lee@northwind.test"), 0))
                .isNotEqualTo(act);
        assertThat(key(RUN, "send_email", arguments, 1)).isNotEqualTo(act);
    }

    private static String key(UUID run, String tool, Map<String, Object> arguments, int occurrence) {
        return new Act(new Tools.Call(run, tool, arguments, occurrence)).key();
    }
}
