package dev.spectrum.platform.outbox;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

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
     * Sends a batch and waits for every acknowledgement. Never fails: where one record failed, the later ones of its key
     * count as failed too, although Kafka may have them, so that the repeat keeps their order.
     */
    Uni<PublishedBatch> publish(List<OutboxRecord> batch) {
        List<Uni<Optional<Throwable>>> sends = batch.stream().map(this::send).toList();
        return Uni.combine()
                .all()
                .unis(sends)
                .usingConcurrencyOf(batch.size())
                .with(Optional.class, outcomes -> outcome(batch, outcomes));
    }

    private Uni<Optional<Throwable>> send(OutboxRecord event) {
        return kafka.sendMessage(message(event))
                .map(sent -> Optional.<Throwable>empty())
                .onFailure()
                .recoverWithItem(Optional::of);
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

    @SuppressWarnings("rawtypes") // Mutiny hands the results of a list of Unis over as raw types
    private static PublishedBatch outcome(List<OutboxRecord> batch, List<Optional> outcomes) {
        List<Long> published = new ArrayList<>();
        Set<String> failedKeys = new HashSet<>();
        Throwable failure = null;
        for (int i = 0; i < batch.size(); i++) {
            OutboxRecord event = batch.get(i);
            if (outcomes.get(i).isPresent()) {
                failure = firstOf(failure, (Throwable) outcomes.get(i).get());
                failedKeys.add(event.key());
            } else if (!failedKeys.contains(event.key())) {
                published.add(event.position());
            }
        }
        return new PublishedBatch(published, failure);
    }

    private static Throwable firstOf(@Nullable Throwable first, Throwable next) {
        return first == null ? next : first;
    }
}
