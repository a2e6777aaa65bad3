-- One execution. content (variables, messages' values, output) is NULL where the tenant redacts.
CREATE TABLE run (
    tenant_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    user_id         text        NOT NULL,
    source          text        NOT NULL CHECK (source IN ('prompt', 'action', 'shortcut')),
    name            text        NOT NULL,
    prompt_id       uuid        NOT NULL,
    prompt_version  bigint      NOT NULL,
    action_id       uuid,
    action_version  bigint,
    shortcut_id     uuid,
    status          text        NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
    variables       jsonb       NOT NULL,
    -- Whether a value of the user's own went in: then nobody else reads what was said.
    personal        boolean     NOT NULL,
    redacted        boolean     NOT NULL,
    -- Whether the output is JSON that follows a schema, rather than text.
    structured      boolean     NOT NULL,
    output          jsonb,
    error_code      text,
    error_detail    text,
    input_tokens    bigint      NOT NULL DEFAULT 0,
    output_tokens   bigint      NOT NULL DEFAULT 0,
    cost_micro_usd  bigint      NOT NULL DEFAULT 0,
    idempotency_key text,
    request_hash    text,
    created_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    -- Until when the replica that executes it is taken to be alive; NULL when nothing is left to be done.
    lease_until     timestamptz,
    search          tsvector    GENERATED ALWAYS AS (
        to_tsvector('simple', name || ' ' || coalesce(error_detail, '') || ' ' || left(coalesce(output ->> 'value', ''), 100000))) STORED,
    PRIMARY KEY (tenant_id, id),
    CHECK ((action_id IS NULL) = (action_version IS NULL))
);
CREATE UNIQUE INDEX run_idempotency ON run (tenant_id, user_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX run_created_at ON run (tenant_id, created_at);
CREATE INDEX run_prompt ON run (tenant_id, prompt_id, id);
CREATE INDEX run_action ON run (tenant_id, action_id, id) WHERE action_id IS NOT NULL;
CREATE INDEX run_user ON run (tenant_id, user_id, id);
CREATE INDEX run_lease ON run (lease_until) WHERE lease_until IS NOT NULL;
COMMENT ON INDEX run_lease IS 'across tenants: runs whose replica died are ended by another';
SELECT isolate_tenants('run', 'SELECT, INSERT, UPDATE');

-- One model call of a run, numbered from 1.
CREATE TABLE task (
    tenant_id      uuid        NOT NULL,
    run_id         uuid        NOT NULL,
    number         int         NOT NULL,
    status         text        NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'cancelled')),
    model          text        NOT NULL,
    messages       jsonb,
    output         text,
    error_code     text,
    input_tokens   bigint      NOT NULL DEFAULT 0,
    output_tokens  bigint      NOT NULL DEFAULT 0,
    cost_micro_usd bigint      NOT NULL DEFAULT 0,
    started_at     timestamptz NOT NULL,
    finished_at    timestamptz,
    PRIMARY KEY (tenant_id, run_id, number),
    FOREIGN KEY (tenant_id, run_id) REFERENCES run (tenant_id, id) ON DELETE CASCADE
);
SELECT isolate_tenants('task', 'SELECT, INSERT, UPDATE');

CREATE POLICY upkeep ON run TO CURRENT_USER USING (true);
CREATE POLICY upkeep ON task TO CURRENT_USER USING (true);
CREATE POLICY upkeep ON tenant FOR SELECT TO CURRENT_USER USING (true);

-- Runs whose replica has given no sign of life: ids alone, each is ended as its own tenant.
CREATE FUNCTION lost_runs() RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT r.tenant_id, r.id FROM run r WHERE r.lease_until < now() ORDER BY r.lease_until LIMIT 200
$$;

-- Deletes what has been kept for as long as its tenant wants, and says how many runs that were.
CREATE FUNCTION sweep_runs() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH old AS (
        DELETE FROM run r
        USING tenant t
        WHERE r.tenant_id = t.tenant_id
          AND r.lease_until IS NULL
          AND r.created_at < now() - make_interval(days => t.run_retention_days)
        RETURNING r.id)
    SELECT count(*) FROM old
$$;
REVOKE ALL ON FUNCTION lost_runs(), sweep_runs() FROM public;
GRANT EXECUTE ON FUNCTION lost_runs(), sweep_runs() TO ${app_role};
