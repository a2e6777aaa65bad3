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
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An action, its prompt and all that its brokers give, in one query, whatever their number. */
@ApplicationScoped
class ActionInContext {

    private static final TypeReference<List<BrokerValue>> VALUES = new TypeReference<>() {};

    // Each value is one step down the key of broker_value: the limit keeps the planner from joining whole tables.
    private static final String QUERY = """
            select a.version,
                   cast(jsonb_build_object('name', a.name, 'prompt_id', a.prompt_id, 'broker_mappings', a.broker_mappings,
                                           'hardcoded_values', a.hardcoded_values, 'context_scopes', a.context_scopes,
                                           'execution_config', a.execution_config) as text),
                   a.prompt_id, p.version, cast(p.definition as text), p.deleted_at is not null,
                   (select cast(jsonb_agg(jsonb_build_object('broker_id', b.id, 'scope', s.scope, 'value', v.value)) as text)
                    from (select distinct cast(m.value as uuid) as id from jsonb_each_text(a.broker_mappings) m) b
                    cross join (values ('tenant', ''), ('user', cast(?2 as text)), ('workspace', cast(?3 as text)),
                                       ('project', cast(?4 as text)), ('task', cast(?5 as text))) s (scope, id)
                    cross join lateral (select held.value from broker_value held
                                        where held.tenant_id = a.tenant_id and held.broker_id = b.id
                                          and held.scope = s.scope and held.scope_id = s.id limit 1) v
                    where s.scope = any (a.context_scopes)
                      and (select broker.deleted_at is null from broker
                           where broker.tenant_id = a.tenant_id and broker.id = b.id))
            from action a left join prompt p on p.tenant_id = a.tenant_id and p.id = a.prompt_id
            where a.id = ?1 and a.deleted_at is null
            """;

    private final BuiltInPrompts builtIn;
    private final ObjectMapper json;

    ActionInContext(BuiltInPrompts builtIn, ObjectMapper json) {
        this.builtIn = builtIn;
        this.json = json;
    }

    Uni<Optional<InContext>> find(UUID id, Context context) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(QUERY, Object[].class)
                        .setParameter(1, id)
                        .setParameter(2, context.user())
                        .setParameter(3, context.workspaceId())
                        .setParameter(4, context.projectId())
                        .setParameter(5, context.taskId())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(found -> read(id, found)));
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
