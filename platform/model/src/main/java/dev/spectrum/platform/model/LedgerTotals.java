package dev.spectrum.platform.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.platform.event.StateTopic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What each tenant has spent today at least: the totals of agent-service's ledger, as it tells them ({@code budget.spent}).
 * A Redis that has lost its data is lifted to them.
 */
@ApplicationScoped
class LedgerTotals {

    static final String TOPIC = "spectrum.agent.budget.state";
    static final String TYPE = "dev.spectrum.agent.budget.spent.v1";

    private final String kafka;
    private final ObjectMapper json;
    private final Map<UUID, Total> totals = new ConcurrentHashMap<>();
    private @Nullable StateTopic topic;

    LedgerTotals(@ConfigProperty(name = "kafka.bootstrap.servers") String kafka, ObjectMapper json) {
        this.kafka = kafka;
        this.json = json;
    }

    private record Spent(UUID tenantId, LocalDate day, BigDecimal spentUsd) {}

    private record Total(LocalDate day, long microUsd) {

        static Total later(Total one, Total other) {
            if (!one.day().equals(other.day())) {
                return one.day().isAfter(other.day()) ? one : other;
            }
            return one.microUsd() >= other.microUsd() ? one : other;
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
            Spent spent = read(state.data());
            long microUsd = spent.spentUsd().movePointRight(6).longValue();
            totals.merge(spent.tenantId(), new Total(spent.day(), microUsd), Total::later);
        }
    }

    private Spent read(byte[] data) {
        try {
            return json.readValue(data, Spent.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** In micro-dollars; empty as long as the totals have not been read. */
    OptionalLong spent(UUID tenantId, LocalDate day) {
        if (topic == null || !topic.isCaughtUp()) {
            return OptionalLong.empty();
        }
        Total total = totals.get(tenantId);
        return OptionalLong.of(total == null || !total.day().equals(day) ? 0 : total.microUsd());
    }
}
