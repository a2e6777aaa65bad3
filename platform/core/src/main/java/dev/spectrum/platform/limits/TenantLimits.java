package dev.spectrum.platform.limits;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.platform.event.StateTopic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** How many requests each tenant may make, as agent-service tells it ({@code tenant.changed}); in memory, so that no request asks. */
@ApplicationScoped
class TenantLimits {

    private static final String TOPIC = "spectrum.agent.state";
    private static final String TYPE = "dev.spectrum.agent.tenant.changed.v1";

    private final String kafka;
    private final ObjectMapper json;
    private final Map<UUID, TenantChanged> known = new ConcurrentHashMap<>();
    private @Nullable StateTopic topic;

    TenantLimits(@ConfigProperty(name = "kafka.bootstrap.servers") String kafka, ObjectMapper json) {
        this.kafka = kafka;
        this.json = json;
    }

    private record TenantChanged(UUID id, @Nullable Integer requestsPerMinute, long version) {

        static TenantChanged later(TenantChanged one, TenantChanged other) {
            return one.version() > other.version() ? one : other;
        }
    }

    void start(@Observes StartupEvent started) {
        topic = new StateTopic(kafka, TOPIC, this::keep);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (topic != null) {
            topic.close();
        }
    }

    private void keep(StateTopic.State state) {
        if (state.type().equals(TYPE)) {
            TenantChanged tenant = read(state.data());
            known.merge(tenant.id(), tenant, TenantChanged::later);
        }
    }

    private TenantChanged read(byte[] data) {
        try {
            return json.readValue(data, TenantChanged.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Optional<Integer> requestsPerMinute(UUID tenantId) {
        return Optional.ofNullable(known.get(tenantId)).map(TenantChanged::requestsPerMinute);
    }
}
