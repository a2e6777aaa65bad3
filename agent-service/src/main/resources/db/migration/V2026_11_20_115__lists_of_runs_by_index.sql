-- Lists that are narrowed to what few runs have find them by an index, and so does a search.
CREATE INDEX run_status ON run (tenant_id, status, id);
CREATE INDEX run_source ON run (tenant_id, source, id);
CREATE INDEX run_shortcut ON run (tenant_id, shortcut_id, id) WHERE shortcut_id IS NOT NULL;

-- The words of a text, without the grammar of any language. The tenant is the first of them, so that a search reads no more
-- of the index than the tenant's own: GIN takes no uuid without an extension, which not every installation may make.
CREATE FUNCTION words_of(tenant_id uuid, text text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_to_tsvector(ARRAY ['tenant:' || tenant_id::text]) || to_tsvector('simple'::regconfig, left(text, 100000));

ALTER TABLE run DROP COLUMN search;
ALTER TABLE run ADD COLUMN search tsvector GENERATED ALWAYS AS (words_of(tenant_id,
    name || ' ' || coalesce(error_detail, '') || ' ' || coalesce(output ->> 'value', ''))) STORED;
CREATE INDEX run_search ON run USING gin (search) WITH (gin_pending_list_limit = 512);
COMMENT ON INDEX run_search IS 'across tenants: each entry''s first word is its tenant';

-- The current tenant's runs in which the words stand. Runs as the owner, and says itself whose they are: under row-level
-- security PostgreSQL uses no index for an operator that is not leakproof, and @@ is not.
CREATE FUNCTION search_runs(words text) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT r.id
    FROM websearch_to_tsquery('simple', words) asked, run r
    WHERE numnode(asked) > 0
      AND r.search @@ (('''tenant:' || current_tenant()::text || '''')::tsquery && asked)
      AND r.tenant_id = current_tenant()
$$;
REVOKE ALL ON FUNCTION search_runs(text) FROM public;
GRANT EXECUTE ON FUNCTION search_runs(text) TO ${app_role};
