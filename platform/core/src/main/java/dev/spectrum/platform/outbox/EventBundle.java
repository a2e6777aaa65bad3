package dev.spectrum.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Many events of one tenant and one topic as the {@code data} of one row of the outbox, in the order of their publication. */
public final class EventBundle {

    private final ObjectWriter writer;
    private final ObjectReader reader;

    public EventBundle(ObjectMapper json) {
        this.writer = json.writer();
        this.reader = json.readerForListOf(Event.class);
    }

    /**
     * @param occurredAt as RFC 3339 writes it, which is how it is published
     * @param traceparent W3C Trace Context, if there is one
     * @param data JSON
     */
    public record Event(
            UUID id,
            String type,
            String subject,
            String occurredAt,
            @Nullable String traceparent,
            String data) {}

    public String write(List<Event> events) {
        try {
            return writer.writeValueAsString(events);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts and times are JSON", impossible);
        }
    }

    List<Event> read(String data) {
        try {
            return reader.readValue(data);
        } catch (JsonProcessingException notWrittenHere) {
            throw new IllegalStateException("A bundle in the outbox can't be understood", notWrittenHere);
        }
    }
}
