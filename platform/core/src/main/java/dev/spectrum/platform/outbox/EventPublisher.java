package dev.spectrum.platform.outbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Sends outbox records to Kafka as CloudEvents 1.0 in binary mode (Kafka protocol binding 1.0.2). */
@ApplicationScoped
class EventPublisher {

    private final MutinyEmitter<byte[]> kafka;
    private final URI source;

    EventPublisher(
            @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> kafka,
            @ConfigProperty(name = "spectrum.service") String service) {
        this.kafka = kafka;
        this.source = URI.create("/spectrum/" + service);
    }

    /**
     * Sends a batch and waits for every acknowledgement. Never fails. The events of one key follow one another: what comes
     * after one that failed is not sent, so nothing overtakes it and nothing is sent again that Kafka already has.
     */
    Uni<PublishedBatch> publish(List<OutboxRecord> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().item(new PublishedBatch(List.of(), null));
        }
        Collection<List<OutboxRecord>> keys =
                batch.stream().collect(Collectors.groupingBy(OutboxRecord::key)).values();
        return Uni.join()
                .all(keys.stream().map(this::publishInTurn).toList())
                .andFailFast()
                .map(PublishedBatch::of);
    }

    private Uni<PublishedBatch> publishInTurn(List<OutboxRecord> ofOneKey) {
        List<OutboxRecord> published = new ArrayList<>();
        return Multi.createFrom()
                .iterable(ofOneKey)
                .onItem()
                .transformToUniAndConcatenate(
                        event -> kafka.sendMessage(message(event)).replaceWith(event))
                .invoke(published::add)
                .onItem()
                .ignoreAsUni()
                .onItemOrFailure()
                .transform((done, failure) -> new PublishedBatch(published, failure));
    }

    private Message<byte[]> message(OutboxRecord event) {
        return Message.of(event.data().getBytes(StandardCharsets.UTF_8))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(event.topic())
                        .withKey(event.key())
                        .build())
                .addMetadata(cloudEvent(event));
    }

    private OutgoingCloudEventMetadata<byte[]> cloudEvent(OutboxRecord event) {
        var metadata = OutgoingCloudEventMetadata.<byte[]>builder()
                .withId(event.id().toString())
                .withSource(source)
                .withType(event.type())
                .withSubject(event.subject())
                .withTimestamp(event.occurredAt().toZonedDateTime())
                .withDataContentType("application/json")
                .withExtension("tenantid", event.tenantId().toString());
        if (event.traceparent() != null) {
            metadata.withExtension("traceparent", event.traceparent());
        }
        return metadata.build();
    }
}
