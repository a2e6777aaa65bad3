-- Each process keeps the tenants' connections and tools in memory, and learns from these two whose to read again.
-- Two minutes are more than clocks differ and transactions last.
DROP FUNCTION tenants_with_changed_connections(interval);
CREATE FUNCTION tenants_with_changed_connections() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT DISTINCT tenant_id FROM connection WHERE updated_at > now() - interval '2 minutes'
$$;

-- When what a tenant's upstreams give has changed last.
ALTER TABLE upstream_catalogue RENAME TO upstream_change;
ALTER INDEX upstream_catalogue_pkey RENAME TO upstream_change_pkey;
ALTER TABLE upstream_change DROP COLUMN version, ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX upstream_change_changed_at ON upstream_change (changed_at);
COMMENT ON INDEX upstream_change_changed_at IS 'across tenants: what each process has to read again';
CREATE POLICY operate ON upstream_change TO CURRENT_USER USING (true);
CREATE FUNCTION tenants_with_changed_upstreams() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT tenant_id FROM upstream_change WHERE changed_at > now() - interval '2 minutes'
$$;

REVOKE ALL ON FUNCTION tenants_with_changed_connections(), tenants_with_changed_upstreams() FROM public;
GRANT EXECUTE ON FUNCTION tenants_with_changed_connections(), tenants_with_changed_upstreams() TO ${app_role};
