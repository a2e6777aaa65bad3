-- Audits what people change of a table that is changed in use as well: rows that come and go, and updates that change one of
-- these columns. What else such an update changed is in the log too; an update of other columns alone costs a comparison.
CREATE FUNCTION audit_changes_of(audited regclass, columns text[], VARIADIC secret_columns text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    keys      text := audited_key(audited);
    condition text := (SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', name), ' OR ') FROM unnest(columns) name);
BEGIN
    EXECUTE format('CREATE TRIGGER log_change AFTER INSERT OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION log_change(%L, %L)',
                   audited, keys, array_to_string(secret_columns, ','));
    EXECUTE format('CREATE TRIGGER log_update AFTER UPDATE ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION log_change(%L, %L)',
                   audited, condition, keys, array_to_string(secret_columns, ','));
END
$$;

-- Audits what people do to a table that the service itself fills as well, by imports and the like: those changes have their own
-- record, and come by the million.
CREATE FUNCTION audit_changes_by_people(audited regclass, VARIADIC secret_columns text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql AS
$$
BEGIN
    EXECUTE format('CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW'
                   ' WHEN (current_setting(''app.actor'', true) IS DISTINCT FROM %L) EXECUTE FUNCTION log_change(%L, %L)',
                   audited, '${service}', audited_key(audited), array_to_string(secret_columns, ','));
END
$$;

-- The columns of the key within the tenant; of a table with one row a tenant, the tenant itself.
CREATE FUNCTION audited_key(audited regclass) RETURNS text
    LANGUAGE sql STABLE AS
$$
    SELECT coalesce(string_agg(attname, ',' ORDER BY attnum) FILTER (WHERE attname <> 'tenant_id'), 'tenant_id')
    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = audited AND indisprimary
$$;
REVOKE ALL ON FUNCTION audit_changes_of(regclass, text[], text[]), audit_changes_by_people(regclass, text[]), audited_key(regclass) FROM public;
