-- Who changed what: a row for every change of a table that is audited, written by the database itself, so that no code can
-- forget it, and no code can change it afterwards.
CREATE TABLE change_log (
    tenant_id uuid        NOT NULL,
    -- In the order of time.
    id        uuid        NOT NULL DEFAULT uuidv7(),
    at        timestamptz NOT NULL DEFAULT now(),
    -- The subject of whoever asked for it, or the service's own name.
    actor     text        NOT NULL,
    entity    text        NOT NULL,
    entity_id text        NOT NULL,
    operation text        NOT NULL CHECK (operation IN ('create', 'update', 'delete')),
    -- Of an update, the columns that it changed.
    before    jsonb       NOT NULL,
    after     jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX change_log_entity ON change_log (tenant_id, entity, entity_id, id);
CREATE INDEX change_log_actor ON change_log (tenant_id, actor, id);
SELECT isolate_tenants('change_log', 'SELECT');

-- Runs as the owner, because the app role may not write here; row-level security holds it to the transaction's tenant all
-- the same. The trigger's arguments are the columns of the key, and then those with secrets: that these changed is written
-- down, and not what they were.
CREATE FUNCTION log_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
DECLARE
    keys      text[] := string_to_array(TG_ARGV[0], ',');
    secrets   text[] := string_to_array(TG_ARGV[1], ',');
    -- Columns that say nothing of their own.
    noise     text[] := ARRAY ['tenant_id', 'revision', 'created_at', 'updated_at'];
    old_row   jsonb  := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    new_row   jsonb  := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    any_row   jsonb  := new_row || old_row;
    operation text   := CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END;
    before    jsonb;
    after     jsonb;
BEGIN
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY (secrets) THEN '"(secret)"' ELSE value END), '{}')
    INTO before FROM jsonb_each(old_row - noise) WHERE new_row -> key IS DISTINCT FROM value;
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY (secrets) THEN '"(secret)"' ELSE value END), '{}')
    INTO after FROM jsonb_each(new_row - noise) WHERE old_row -> key IS DISTINCT FROM value;
    IF TG_OP = 'UPDATE' AND after = '{}' THEN
        RETURN NULL;
    END IF;
    -- A soft delete is a delete to whoever did it.
    IF TG_OP = 'UPDATE' AND before ->> 'deleted_at' IS NULL AND after ->> 'deleted_at' IS NOT NULL THEN
        operation := 'delete';
    END IF;
    INSERT INTO change_log (tenant_id, actor, entity, entity_id, operation, before, after)
    VALUES ((any_row ->> 'tenant_id')::uuid,
            coalesce(nullif(current_setting('app.actor', true), ''), session_user),
            TG_TABLE_NAME,
            (SELECT string_agg(any_row ->> key, ':' ORDER BY position) FROM unnest(keys) WITH ORDINALITY k (key, position)),
            operation, before, after);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log_change() FROM public;

-- Audits a table: every migration that adds a table which people change calls it, and names its columns with secrets.
CREATE FUNCTION audit_changes(audited regclass, VARIADIC secret_columns text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql AS
$$
BEGIN
    EXECUTE format('CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION log_change(%L, %L)',
                   audited,
                   -- Within the tenant; of a table with one row a tenant, the tenant itself.
                   (SELECT coalesce(string_agg(attname, ',' ORDER BY attnum) FILTER (WHERE attname <> 'tenant_id'), 'tenant_id')
                    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                    WHERE indrelid = audited AND indisprimary),
                   array_to_string(secret_columns, ','));
END
$$;
REVOKE ALL ON FUNCTION audit_changes(regclass, text[]) FROM public;
