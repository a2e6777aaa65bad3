-- How much each component of a score may give, where a tenant chose it.
CREATE TABLE score_weights (
    tenant_id    uuid   PRIMARY KEY,
    data_quality int    NOT NULL CHECK (data_quality >= 0),
    authority    int    NOT NULL CHECK (authority >= 0),
    company_fit  int    NOT NULL CHECK (company_fit >= 0),
    timing       int    NOT NULL CHECK (timing >= 0),
    risk         int    NOT NULL CHECK (risk >= 0),
    version      bigint NOT NULL DEFAULT 1,
    CHECK (data_quality + authority + company_fit + timing + risk = 100)
);
SELECT isolate_tenants('score_weights', 'SELECT, INSERT, UPDATE');
SELECT audit_changes('score_weights');

-- Tenants whose leads are to be scored again, all of them, in the order of their ids; a row is there until all are.
CREATE TABLE rescoring (
    tenant_id    uuid        PRIMARY KEY,
    -- What was scored so far.
    through      uuid        NOT NULL,
    rescored     int         NOT NULL,
    changed      int         NOT NULL,
    wanted_at    timestamptz NOT NULL,
    done_at      timestamptz,
    claimable_at timestamptz NOT NULL
);
CREATE INDEX rescoring_waiting ON rescoring (claimable_at) WHERE done_at IS NULL;
COMMENT ON INDEX rescoring_waiting IS 'across tenants: workers take what waits, whose it is they learn then';
SELECT isolate_tenants('rescoring', 'SELECT, INSERT, UPDATE');
CREATE POLICY claim ON rescoring TO CURRENT_USER USING (true);

-- Gives a worker a tenant to score a batch of, and keeps others from it for a while. Two at once would do no harm: a batch
-- begins where the last one that was committed ended.
CREATE FUNCTION claim_rescoring() RETURNS TABLE (tenant_id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH next AS MATERIALIZED (
        SELECT r.tenant_id FROM rescoring r
        WHERE r.done_at IS NULL AND r.claimable_at <= clock_timestamp()
        ORDER BY r.claimable_at LIMIT 1
        FOR UPDATE SKIP LOCKED)
    UPDATE rescoring SET claimable_at = clock_timestamp() + interval '30 seconds'
    FROM next WHERE rescoring.tenant_id = next.tenant_id
    RETURNING rescoring.tenant_id
$$;
REVOKE ALL ON FUNCTION claim_rescoring() FROM public;
GRANT EXECUTE ON FUNCTION claim_rescoring() TO ${app_role};

-- Whatever changes how a tenant's leads are scored has them scored again, in its own transaction: no code can forget it.
CREATE FUNCTION want_rescoring() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO rescoring (tenant_id, through, rescored, changed, wanted_at, claimable_at)
    VALUES (NEW.tenant_id, '00000000-0000-0000-0000-000000000000', 0, 0, clock_timestamp(), clock_timestamp())
    ON CONFLICT (tenant_id) DO UPDATE
        SET through = excluded.through, rescored = 0, changed = 0, wanted_at = excluded.wanted_at, done_at = NULL,
            claimable_at = excluded.claimable_at;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION want_rescoring() FROM public;
CREATE TRIGGER want_rescoring AFTER INSERT ON tenant_profile FOR EACH ROW EXECUTE FUNCTION want_rescoring();
CREATE TRIGGER want_rescoring_again AFTER UPDATE ON tenant_profile FOR EACH ROW
    WHEN (OLD.icp IS DISTINCT FROM NEW.icp) EXECUTE FUNCTION want_rescoring();
CREATE TRIGGER want_rescoring AFTER INSERT OR UPDATE ON score_weights FOR EACH ROW EXECUTE FUNCTION want_rescoring();
