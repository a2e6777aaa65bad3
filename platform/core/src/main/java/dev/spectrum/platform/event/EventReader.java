package dev.spectrum.platform.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads a CloudEvent from a Kafka record. */
@ApplicationScoped
public class EventReader {

    private final ObjectMapper json;

    EventReader(ObjectMapper json) {
        this.json = json;
    }

    /** @throws UnreadableEvent if the record is no CloudEvent of a tenant */
    public IncomingEvent read(Message<byte[]> message) {
        IncomingCloudEventMetadata<?> event = message.getMetadata(IncomingCloudEventMetadata.class)
                .orElseThrow(() -> new UnreadableEvent("the record is no CloudEvent"));
        return new IncomingEvent(
                event.getId(),
                event.getType(),
                tenantId(event),
                event.getSubject().orElseThrow(() -> new UnreadableEvent("the event has no subject")),
                event.getTimeStamp()
                        .map(ZonedDateTime::toInstant)
                        .orElseThrow(() -> new UnreadableEvent("the event has no time")),
                message.getPayload() == null ? new byte[0] : message.getPayload(),
                json);
    }

    private static UUID tenantId(IncomingCloudEventMetadata<?> event) {
        String tenant = event.<String>getExtension("tenantid")
                .orElseThrow(() -> new UnreadableEvent("the event has no tenantid"));
        try {
            return UUID.fromString(tenant);
        } catch (IllegalArgumentException notAnId) {
            throw new UnreadableEvent("the event's tenantid is no UUID");
        }
    }
}
