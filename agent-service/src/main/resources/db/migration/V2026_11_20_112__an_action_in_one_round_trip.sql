-- An action, its prompt and all that its brokers give, whatever their number; as one statement without a transaction around it,
-- which would take three more round trips. It sets the tenant itself.
CREATE FUNCTION action_in_context(tenant uuid, action_id uuid, who text, workspace text, project text, task text)
    RETURNS TABLE (action_version bigint, definition text, prompt uuid, prompt_version bigint, prompt_definition text,
                   prompt_deleted boolean, given text)
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.tenant_id', action_in_context.tenant::text, true);
    -- Each value is one step down the key of broker_value: the limit keeps the planner from joining whole tables.
    RETURN QUERY
    SELECT a.version,
           jsonb_build_object('name', a.name, 'prompt_id', a.prompt_id, 'broker_mappings', a.broker_mappings,
                              'hardcoded_values', a.hardcoded_values, 'context_scopes', a.context_scopes,
                              'execution_config', a.execution_config)::text,
           a.prompt_id, p.version, p.definition::text, p.deleted_at IS NOT NULL,
           (SELECT jsonb_agg(jsonb_build_object('broker_id', b.id, 'scope', s.scope, 'value', v.value))::text
            FROM (SELECT DISTINCT m.value::uuid AS id FROM jsonb_each_text(a.broker_mappings) m) b
            CROSS JOIN (VALUES ('tenant', ''), ('user', action_in_context.who), ('workspace', action_in_context.workspace),
                               ('project', action_in_context.project), ('task', action_in_context.task)) s (scope, id)
            CROSS JOIN LATERAL (SELECT held.value FROM broker_value held
                                WHERE held.tenant_id = a.tenant_id AND held.broker_id = b.id
                                  AND held.scope = s.scope AND held.scope_id = s.id LIMIT 1) v
            WHERE s.scope = ANY (a.context_scopes)
              AND (SELECT broker.deleted_at IS NULL FROM broker
                   WHERE broker.tenant_id = a.tenant_id AND broker.id = b.id))
    FROM action a LEFT JOIN prompt p ON p.tenant_id = a.tenant_id AND p.id = a.prompt_id
    WHERE a.tenant_id = action_in_context.tenant AND a.id = action_in_context.action_id AND a.deleted_at IS NULL;
END
$$;
REVOKE ALL ON FUNCTION action_in_context FROM public;
GRANT EXECUTE ON FUNCTION action_in_context TO ${app_role};
