-- Members are the identity provider's, so no trigger sees them change: the service says it, of members alone, as who it works
-- for and into the tenant of its transaction; it can't change what it said. An empty object stands for no member.
CREATE FUNCTION log_member_change(member uuid, before jsonb, after jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    INSERT INTO change_log (tenant_id, actor, entity, entity_id, operation, before, after)
    SELECT current_tenant(),
           coalesce(nullif(current_setting('app.actor', true), ''), session_user),
           'member',
           member,
           CASE WHEN log_member_change.before = '{}' THEN 'create' WHEN log_member_change.after = '{}' THEN 'delete' ELSE 'update' END,
           -- Of an update, what it changed.
           CASE WHEN log_member_change.after = '{}' THEN log_member_change.before
                ELSE coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(log_member_change.before)
                               WHERE log_member_change.after -> key IS DISTINCT FROM value), '{}') END,
           CASE WHEN log_member_change.before = '{}' THEN log_member_change.after
                ELSE coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(log_member_change.after)
                               WHERE log_member_change.before -> key IS DISTINCT FROM value), '{}') END
$$;
REVOKE ALL ON FUNCTION log_member_change(uuid, jsonb, jsonb) FROM public;
GRANT EXECUTE ON FUNCTION log_member_change(uuid, jsonb, jsonb) TO ${app_role};
