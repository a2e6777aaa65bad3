package dev.spectrum.gateway.calls.db;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_OWNER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.Superuser;
import dev.spectrum.gateway.calls.Journal;
import dev.spectrum.gateway.calls.domain.AuditEntry;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.EventBundle;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BatchedJournalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    ObjectMapper json;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final String tool = "test_" + UUID.randomUUID();

    @Test
    void replicasThatAppendToTheSameChainsMakeOneChainOfEach() throws SQLException {
        List<BatchedJournal> replicas = List.of(journal(), journal(), journal());
        List<Uni<Void>> appended = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            appended.add(replicas.get(i % 3).append(record(i % 2 == 0 ? ACME : GLOBEX)));
        }
        Uni.join().all(appended).andFailFast().await().atMost(PATIENCE);

        assertIntact(ACME_OWNER);
        assertIntact(GLOBEX_OWNER);
        assertThat(count("tool_call where tool = '" + tool + "'")).isEqualTo(900);
        double batches = metrics.get("spectrum.calls.batch").summary().count();
        assertThat(batches).as("commits for 900 entries").isLessThan(300);
    }

    @Test
    void anEntryIsCommittedWithItsEventWhenItIsSaidToBe() throws SQLException {
        Journal.Record record = record(GLOBEX);
        journal().append(record).await().atMost(PATIENCE);

        assertThat(count("tool_call where tool = '" + tool + "'")).isEqualTo(1);
        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            events.await(event -> event.subject().equals(record.entry().callId().toString()));
        }
    }

    /** As when the connection died between the commit and its answer. */
    @Test
    void whatGotThroughIsNotWrittenAgain() throws SQLException {
        Journal.Record record = record(GLOBEX);
        AppendedEntry entry =
                AppendedEntry.of(record, value -> json.valueToTree(value).toString());
        for (int i = 0; i < 2; i++) {
            pool.preparedQuery(AppendedBatch.APPEND)
                    .execute(new AppendedBatch(List.of(entry)).parameters(new EventBundle(json), true))
                    .await()
                    .atMost(PATIENCE);
        }
        assertThat(count("tool_call where tool = '" + tool + "'")).isEqualTo(1);
        assertIntact(GLOBEX_OWNER);
    }

    @Test
    void aTenantWhoseChainIsLockedIsNoOthersTrouble() throws Exception {
        result(GLOBEX_OWNER, "revops_search_contacts", Map.of("query", "nobody"));
        try (Connection superuser = Superuser.connect();
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("select from tool_call_head where tenant_id = '" + GLOBEX + "' for update");
            CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(
                    () -> result(GLOBEX_OWNER, "revops_search_contacts", Map.of("query", "nobody")));
            result(ACME_OWNER, "revops_search_contacts", Map.of("query", "nobody"));
            result(ACME_OWNER, "revops_search_contacts", Map.of("query", "nobody"));
            assertThat(waiting).isNotDone();
            superuser.rollback();
            assertThat(waiting.get()).isNotNull();
        }
        assertIntact(GLOBEX_OWNER);
    }

    private BatchedJournal journal() {
        return new BatchedJournal(pool, json, metrics);
    }

    private Journal.Record record(UUID tenantId) {
        UUID callId = UuidCreator.getTimeOrderedEpoch();
        AuditEntry entry = new AuditEntry(
                tenantId,
                UuidCreator.getTimeOrderedEpoch(),
                callId,
                tool,
                "test",
                "read",
                "somebody",
                "Some \"Body\" ü\n",
                null,
                "{\"amount\":1.10,\"text\":\"a\\u0001 \\\\ ü\"}",
                "key",
                "succeeded",
                null,
                1L,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        Map<String, Object> data = Map.of(
                "call_id",
                callId,
                "tool",
                tool,
                "caller",
                "somebody",
                "agent_role",
                "sales",
                "data_source",
                "test",
                "access",
                "read",
                "is_error",
                false,
                "duration_ms",
                1);
        return new Journal.Record(
                entry,
                Optional.of(new OutgoingEvent(
                        "spectrum.gateway.events",
                        "dev.spectrum.gateway.tool.called.v1",
                        tenantId,
                        callId.toString(),
                        data)));
    }

    private static void assertIntact(TestUser owner) {
        JsonNode found = read(as(owner).get("/api/v1/tool-calls/verify"));
        assertThat(found.get("is_intact").asBoolean()).as(found.toString()).isTrue();
    }

    private static int count(String what) throws SQLException {
        try (Connection superuser = Superuser.connect();
                Statement statement = superuser.createStatement();
                var row = statement.executeQuery("select count(*) from " + what)) {
            row.next();
            return row.getInt(1);
        }
    }
}
