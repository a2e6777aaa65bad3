package dev.spectrum.agent.actions.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.actions.Actions.Context;
import dev.spectrum.agent.actions.Actions.InContext;
import dev.spectrum.agent.actions.domain.Action;
import dev.spectrum.agent.actions.domain.ActionDefinition;
import dev.spectrum.agent.brokers.domain.BrokerValue;
import dev.spectrum.agent.prompts.BuiltInPrompts;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.platform.context.CallerContext;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The database function {@code action_in_context}: an action, its prompt and all that its brokers give, whatever their number. */
@ApplicationScoped
class ActionInContext {

    private static final TypeReference<List<BrokerValue>> VALUES = new TypeReference<>() {};

    private final Pool pool;
    private final BuiltInPrompts builtIn;
    private final ObjectMapper json;

    ActionInContext(Pool pool, BuiltInPrompts builtIn, ObjectMapper json) {
        this.pool = pool;
        this.builtIn = builtIn;
        this.json = json;
    }

    /** Within the tenant's transaction. */
    Uni<Optional<InContext>> find(UUID id, Context context) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select * from action_in_context(?1, ?2, ?3, ?4, ?5, ?6)", Object[].class)
                        .setParameter(1, context.tenantId())
                        .setParameter(2, id)
                        .setParameter(3, context.user())
                        .setParameter(4, context.workspaceId())
                        .setParameter(5, context.projectId())
                        .setParameter(6, context.taskId())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(found -> read(id, found)));
    }

    /** By itself, in one round trip. */
    Uni<Optional<InContext>> findAlone(UUID id, Context context) {
        MDC.put("tenant_id", context.tenantId().toString());
        Tuple parameters = Tuple.of(
                context.tenantId(), id, context.user(), context.workspaceId(), context.projectId(), context.taskId());
        return CallerContext.returnTo(
                        () -> pool.preparedQuery("select * from action_in_context($1, $2, $3, $4, $5, $6)")
                                .execute(parameters))
                .map(rows -> rows.stream().findFirst().map(row -> read(id, columns(row))));
    }

    private static Object[] columns(Row row) {
        return IntStream.range(0, row.size()).mapToObj(row::getValue).toArray();
    }

    private InContext read(UUID id, Object[] row) {
        Action action = new Action(id, read((String) row[1], ActionDefinition.class), (Long) row[0]);
        return new InContext(action, prompt(row), values((String) row[6]));
    }

    private Optional<Prompt> prompt(Object[] row) {
        UUID id = (UUID) row[2];
        if (row[3] == null) {
            return builtIn.find(id);
        }
        return (Boolean) row[5]
                ? Optional.empty()
                : Optional.of(new Prompt(id, read((String) row[4], PromptDefinition.class), (Long) row[3], false));
    }

    private List<BrokerValue> values(@Nullable String values) {
        try {
            return values == null ? List.of() : json.readValue(values, VALUES);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("The query makes JSON", notOurs);
        }
    }

    private <T> T read(String column, Class<T> type) {
        try {
            return json.readValue(column, type);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Columns hold what we wrote", notOurs);
        }
    }
}
