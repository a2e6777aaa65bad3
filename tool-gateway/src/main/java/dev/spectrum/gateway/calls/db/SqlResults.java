package dev.spectrum.gateway.calls.db;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.calls.CallsConfig;
import dev.spectrum.gateway.calls.Results;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.tools.ToolDefinition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SqlResults implements Results {

    private final double keptSeconds;

    SqlResults(CallsConfig config) {
        this.keptSeconds = config.resultsKeptFor().toMillis() / 1000.0;
    }

    @Override
    public Uni<Void> keep(UUID callId, ToolDefinition tool, JsonNode result) {
        // PostgreSQL can't keep a NUL; in JSON it is an escape, and stays one.
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into call_result (tenant_id, call_id, tool, tags, access, result, kept_until)"
                                        + " values (current_tenant(), ?1, ?2, string_to_array(?3, ','), ?4, ?5, now() + make_interval(secs => ?6))"
                                        + " on conflict (tenant_id, call_id) do update set kept_until = excluded.kept_until")
                        .setParameter(1, callId)
                        .setParameter(2, tool.name())
                        .setParameter(3, String.join(",", tool.tags()))
                        .setParameter(4, tool.access().name())
                        .setParameter(5, result.toString())
                        .setParameter(6, keptSeconds)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Part>> read(UUID callId, int from, int length) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select tool, array_to_string(tags, ','), access, substr(result, ?2, ?3), length(result) from call_result"
                                        + " where call_id = ?1 and kept_until > now()",
                                Object[].class)
                        .setParameter(1, callId)
                        .setParameter(2, from + 1)
                        .setParameter(3, length)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(SqlResults::part));
    }

    private static Part part(Object[] row) {
        return new Part(
                (String) row[0],
                List.of(((String) row[1]).split(",", -1)),
                Access.valueOf((String) row[2]),
                (String) row[3],
                ((Number) row[4]).intValue());
    }
}
