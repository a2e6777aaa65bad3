package dev.spectrum.platform;

import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A consumer that notes each event it hears, and can't hear some. */
@ApplicationScoped
public class Echo {

    private final EventConsumer events;

    Echo(EventConsumer events) {
        this.events = events;
    }

    @Incoming("echo")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume("echo", message, Map.of("dev.spectrum.test.note.taken.v1", this::hear));
    }

    private Uni<Void> hear(IncomingEvent event) {
        NoteResource.NoteTaken note = event.data(NoteResource.NoteTaken.class);
        if (note.text().equals("unbearable")) {
            return Uni.createFrom().failure(new IllegalStateException("can't hear this"));
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into heard (tenant_id, id, event_id) values (?1, ?2, ?3)")
                        .setParameter(1, event.tenantId())
                        .setParameter(2, UUID.randomUUID())
                        .setParameter(3, event.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
