package dev.spectrum.gateway.calls.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.spectrum.gateway.calls.Call;
import dev.spectrum.gateway.calls.CallLedger;
import dev.spectrum.gateway.calls.CallsConfig;
import dev.spectrum.gateway.calls.RepeatProblem;
import dev.spectrum.platform.tenant.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class SqlCallLedger implements CallLedger {

    private static final String THIS_KEY = " where tenant_id = ?1 and caller = ?2 and key = ?3";

    private final ObjectMapper json;
    private final double givenUpAfterSeconds;

    SqlCallLedger(ObjectMapper json, CallsConfig config) {
        this.json = json;
        this.givenUpAfterSeconds = config.givenUpAfter().toMillis() / 1000.0;
    }

    @Override
    public Uni<Claim> claim(Call call) {
        if (call.key().isEmpty()) {
            return Uni.createFrom().item(new Claim.First());
        }
        String hash = hash(call);
        return insert(call, hash)
                .chain(inserted -> inserted
                        ? Uni.createFrom().item(new Claim.First())
                        : known(call).chain(row -> row == null ? claim(call) : judge(call, row, hash)));
    }

    private static Uni<Boolean> insert(Call call, String hash) {
        return statement(
                        call,
                        "insert into call_ledger (tenant_id, caller, key, request_hash, call_id, state)"
                                + " values (?1, ?2, ?3, ?4, ?5, 'started') on conflict do nothing",
                        hash,
                        call.id())
                .map(inserted -> inserted == 1);
    }

    /** Null if the call that had the key released it just now. */
    private Uni<Object[]> known(Call call) {
        return Panache.getSession()
                .chain(session -> keyed(
                                session.createNativeQuery(
                                        "select request_hash, call_id, state, result, duration_ms,"
                                                + " started_at < now() - make_interval(secs => ?4) from call_ledger"
                                                + THIS_KEY,
                                        Object[].class),
                                call)
                        .setParameter(4, givenUpAfterSeconds)
                        .getSingleResultOrNull());
    }

    private Uni<Claim> judge(Call call, Object[] row, String hash) {
        UUID first = (UUID) row[1];
        if (!row[0].equals(hash)) {
            return blocked(first, RepeatProblem.IDEMPOTENCY_KEY_REUSED);
        }
        return switch ((String) row[2]) {
            case "done" ->
                Uni.createFrom().item(new Claim.Done(first, read((String) row[3]), ((Number) row[4]).longValue()));
            case "started" ->
                (Boolean) row[5]
                        ? unknown(call).chain(() -> blocked(first, RepeatProblem.UNKNOWN_OUTCOME))
                        : blocked(first, RepeatProblem.CALL_UNDER_WAY);
            default -> blocked(first, RepeatProblem.UNKNOWN_OUTCOME);
        };
    }

    private static Uni<Claim> blocked(UUID first, RepeatProblem problem) {
        return Uni.createFrom().item(new Claim.Blocked(first, problem));
    }

    @Override
    public Uni<Outcome> outcome(Caller caller, String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select state from call_ledger" + THIS_KEY, String.class)
                        .setParameter(1, caller.tenantId())
                        .setParameter(2, Call.callerId(caller))
                        .setParameter(3, key)
                        .getSingleResultOrNull())
                .map(state ->
                        state == null ? Outcome.NONE : state.equals("done") ? Outcome.SUCCEEDED : Outcome.UNKNOWN);
    }

    @Override
    public Uni<Void> done(Call call, JsonNode result, long durationMs) {
        return ifKeyed(
                call,
                "update call_ledger set state = 'done', result = ?4, duration_ms = ?5" + THIS_KEY,
                result.toString(),
                durationMs);
    }

    @Override
    public Uni<Void> release(Call call) {
        return ifKeyed(call, "delete from call_ledger" + THIS_KEY);
    }

    @Override
    public Uni<Void> unknown(Call call) {
        return ifKeyed(call, "update call_ledger set state = 'unknown'" + THIS_KEY);
    }

    private static Uni<Void> ifKeyed(Call call, String sql, Object... further) {
        return call.key().isEmpty()
                ? Uni.createFrom().voidItem()
                : statement(call, sql, further).replaceWithVoid();
    }

    /** @param further parameters, from the fourth on */
    private static Uni<Integer> statement(Call call, String sql, Object... further) {
        return Panache.getSession().chain(session -> {
            Mutiny.MutationQuery statement = session.createNativeQuery(sql)
                    .setParameter(1, call.request().caller().tenantId())
                    .setParameter(2, call.callerId())
                    .setParameter(3, call.key().orElseThrow());
            for (int i = 0; i < further.length; i++) {
                statement.setParameter(4 + i, further[i]);
            }
            return statement.executeUpdate();
        });
    }

    private static <T> Mutiny.SelectionQuery<T> keyed(Mutiny.SelectionQuery<T> query, Call call) {
        return query.setParameter(1, call.request().caller().tenantId())
                .setParameter(2, call.callerId())
                .setParameter(3, call.key().orElseThrow());
    }

    /** Of the tool and its arguments, in whatever order these were written. */
    private String hash(Call call) {
        try {
            byte[] request = json.writer()
                    .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsBytes(Map.of(
                            "tool",
                            call.request().tool(),
                            "arguments",
                            json.convertValue(call.request().arguments(), Map.class)));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(request));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Arguments are JSON", impossible);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private JsonNode read(String result) {
        try {
            return json.readTree(result.getBytes(StandardCharsets.UTF_8));
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("A stored result is JSON", impossible);
        }
    }
}
