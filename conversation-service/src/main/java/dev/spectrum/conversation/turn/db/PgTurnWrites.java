package dev.spectrum.conversation.turn.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.turn.TurnWrites;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.outbox.OutboxRelay;
import dev.spectrum.platform.outbox.WrittenEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The database functions {@code begin_turn} and {@code end_turn}, each without a transaction around it, which would take two
 * more round trips; they set the tenant themselves.
 */
@ApplicationScoped
class PgTurnWrites implements TurnWrites {

    private static final String BEGIN = "select begin_turn(" + parameters(23) + ")";
    private static final String END = "select end_turn(" + parameters(24, 6, 7, 17, 18) + ")";

    /** Of the exception with which {@code begin_turn} undoes what it has written. */
    private static final String MOVED = "SPC01";

    private final Pool pool;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ObjectMapper json;

    PgTurnWrites(Pool pool, Outbox outbox, OutboxRelay relay, ObjectMapper json) {
        this.pool = pool;
        this.outbox = outbox;
        this.relay = relay;
        this.json = json;
    }

    /** @param asJson the numbers of those that are JSON as text; the driver would make JSON of the text */
    private static String parameters(int count, Integer... asJson) {
        List<Integer> json = List.of(asJson);
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "$" + number + (json.contains(number) ? "::text::jsonb" : ""))
                .collect(Collectors.joining(", "));
    }

    @Override
    public Uni<Begun> begin(Beginning beginning) {
        Conversation before = beginning.before();
        Message question = beginning.question();
        Optional<WrittenEvent> event = beginning.start().map(start -> outbox.written(start.event()));
        Tuple parameters = tuple(
                before.tenantId(),
                beginning.turn().id(),
                PanacheTurns.LEASE_SECONDS,
                before.userId(),
                beginning.key(),
                beginning.digest(),
                beginning.agent().agent().id(),
                beginning.agent().agent().version(),
                beginning.agent().tenant().version(),
                before.id(),
                before.activeMessageId(),
                before.runningTurnId().orElse(null),
                before.settings().version(),
                before.agentRole(),
                beginning.start().map(Start::title).orElse(null),
                question.id(),
                question.parentId().orElse(null),
                question.position(),
                question.content(),
                event.map(WrittenEvent::id).orElse(null),
                event.map(WrittenEvent::type).orElse(null),
                event.map(WrittenEvent::traceparent).orElse(null),
                event.map(WrittenEvent::data).orElse(null));
        return told(before.tenantId(), BEGIN, parameters)
                .map(Begun::valueOf)
                .invoke(begun -> {
                    if (begun == Begun.BEGUN && event.isPresent()) {
                        relay.nudge();
                    }
                })
                .onFailure(failure -> failure instanceof PgException refused && MOVED.equals(refused.getSqlState()))
                .recoverWithItem(Begun.MOVED);
    }

    @Override
    public Uni<Ended> end(End end) {
        WrittenEvent event = outbox.written(end.event());
        Optional<Message> said = end.said();
        List<ToolRound> rounds = said.map(Message::toolRounds).orElse(List.of());
        Tuple parameters = tuple(
                end.tenantId(),
                end.turn().id(),
                end.turn().attempt(),
                word(end.state()),
                end.failure().map(PgTurnWrites::word).orElse(null),
                end.pending().map(this::write).orElse(null),
                end.rounds().map(TurnRow.Rounds::new).map(this::write).orElse(null),
                end.answer().orElse(null),
                end.usage().inputTokens(),
                end.usage().outputTokens(),
                end.usage().costMicroUsd(),
                end.turn().conversationId(),
                end.turn().userMessageId(),
                said.map(Message::id).orElse(null),
                said.map(Message::position).orElse(null),
                said.map(Message::content).orElse(null),
                write(ToolColumns.calls(rounds)),
                write(ToolColumns.results(rounds)),
                said.map(Message::tokensUsed).orElse(null),
                said.map(Message::ending).map(PgTurnWrites::word).orElse(null),
                event.id(),
                event.type(),
                event.traceparent(),
                event.data());
        return told(end.tenantId(), END, parameters).map(Ended::valueOf).invoke(ended -> {
            if (ended != Ended.SUPERSEDED) {
                relay.nudge();
            }
        });
    }

    /** What the function answers, in capitals. */
    private Uni<String> told(UUID tenantId, String sql, Tuple parameters) {
        MDC.put("tenant_id", tenantId.toString());
        return CallerContext.returnTo(() -> pool.preparedQuery(sql).execute(parameters))
                .map(rows -> rows.iterator().next().getString(0).toUpperCase(Locale.ROOT));
    }

    private static Tuple tuple(@Nullable Object... values) {
        io.vertx.sqlclient.Tuple tuple = io.vertx.sqlclient.Tuple.tuple(java.util.Arrays.asList(values));
        return Tuple.newInstance(tuple);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("What tools return is JSON", notSerialisable);
        }
    }
}
