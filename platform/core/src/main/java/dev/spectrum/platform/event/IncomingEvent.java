package dev.spectrum.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/** A CloudEvent as it arrived, its data still JSON. */
public final class IncomingEvent {

    private final String id;
    private final String type;
    private final UUID tenantId;
    private final String subject;
    private final Instant occurredAt;
    private final byte[] data;
    private final ObjectMapper json;

    IncomingEvent(
            String id, String type, UUID tenantId, String subject, Instant occurredAt, byte[] data, ObjectMapper json) {
        this.id = id;
        this.type = type;
        this.tenantId = tenantId;
        this.subject = subject;
        this.occurredAt = occurredAt;
        this.data = data;
        this.json = json;
    }

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    public UUID tenantId() {
        return tenantId;
    }

    /** The aggregate's id. */
    public String subject() {
        return subject;
    }

    public Instant occurredAt() {
        return occurredAt;
    }

    /** @throws UnreadableEvent if the data is not of the shape that the type says */
    public <T> T data(Class<T> shape) {
        try {
            return json.readValue(data, shape);
        } catch (JsonProcessingException malformed) {
            throw new UnreadableEvent("data is not a " + shape.getSimpleName() + ": " + malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UnreadableEvent("data can't be read");
        }
    }
}
