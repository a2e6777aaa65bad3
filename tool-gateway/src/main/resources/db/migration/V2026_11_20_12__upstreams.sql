-- MCP servers of others, whose tools a tenant's agents may use.
CREATE TABLE upstream (
    tenant_id          uuid        NOT NULL,
    id                 uuid        NOT NULL,
    name               text        NOT NULL,
    -- Over streamable HTTP; or a process of ours that speaks over stdio, by its name in the operator's list.
    url                text,
    command            text,
    -- Of its tools' names.
    prefix             text        NOT NULL,
    -- The data sources that its tools belong to, unless a tool has its own.
    tags               text[]      NOT NULL,
    connection_id      uuid,
    timeout_seconds    int         NOT NULL CHECK (timeout_seconds > 0),
    accept_definitions boolean     NOT NULL,
    created_by         text        NOT NULL,
    version            bigint      NOT NULL,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    deleted_at         timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK ((url IS NULL) <> (command IS NULL))
);
CREATE UNIQUE INDEX upstream_prefix ON upstream (tenant_id, prefix) WHERE deleted_at IS NULL;
SELECT isolate_tenants('upstream', 'SELECT, INSERT, UPDATE');

-- The definitions of its tools: what was accepted stays in force until somebody accepts another.
CREATE TABLE upstream_tool (
    tenant_id     uuid    NOT NULL,
    id            uuid    NOT NULL,
    upstream_id   uuid    NOT NULL,
    -- What the upstream calls it, and what we do.
    tool          text    NOT NULL,
    name          text    NOT NULL,
    -- JSON as MCP writes it, in the upstream's own order; the hash is of its canonical form.
    pinned        text,
    pinned_hash   text,
    -- What the upstream says now, where that is something else.
    offered       text,
    offered_hash  text,
    rejected_hash text,
    gone          boolean NOT NULL,
    -- Blank, or why it can't be one of our tools as it is.
    problem       text    NOT NULL,
    tags          text[],
    decided_by    text,
    decided_at    timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, upstream_id) REFERENCES upstream (tenant_id, id),
    CHECK ((pinned IS NULL) = (pinned_hash IS NULL)),
    CHECK ((offered IS NULL) = (offered_hash IS NULL))
);
CREATE UNIQUE INDEX upstream_tool_tool ON upstream_tool (tenant_id, upstream_id, tool);
CREATE UNIQUE INDEX upstream_tool_name ON upstream_tool (tenant_id, upstream_id, name);
SELECT isolate_tenants('upstream_tool', 'SELECT, INSERT, UPDATE');

-- When each was last asked for its definitions, and when it is to be asked again.
CREATE TABLE upstream_refresh (
    tenant_id    uuid        NOT NULL,
    upstream_id  uuid        NOT NULL,
    due_at       timestamptz NOT NULL,
    refreshed_at timestamptz,
    -- Blank, or why the last time failed.
    failure      text        NOT NULL,
    PRIMARY KEY (tenant_id, upstream_id)
);
CREATE INDEX upstream_refresh_due ON upstream_refresh (due_at);
COMMENT ON INDEX upstream_refresh_due IS 'across tenants: whatever is due is refreshed, whose ever it is';
SELECT isolate_tenants('upstream_refresh', 'SELECT, INSERT, UPDATE, DELETE');

-- Those that are due, each for one replica; a replica that dies leaves its to the next time.
CREATE POLICY refresh ON upstream_refresh TO CURRENT_USER USING (true);
CREATE FUNCTION claim_due_upstreams(size int, pause interval) RETURNS TABLE (tenant_id uuid, upstream_id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    UPDATE upstream_refresh r SET due_at = now() + pause
    FROM (SELECT d.tenant_id, d.upstream_id FROM upstream_refresh d WHERE d.due_at <= now()
          ORDER BY d.due_at LIMIT size FOR UPDATE SKIP LOCKED) due
    WHERE r.tenant_id = due.tenant_id AND r.upstream_id = due.upstream_id
    RETURNING r.tenant_id, r.upstream_id
$$;
REVOKE ALL ON FUNCTION claim_due_upstreams(int, interval) FROM public;
GRANT EXECUTE ON FUNCTION claim_due_upstreams(int, interval) TO ${app_role};

-- Counts the changes of what a tenant's upstreams give, so that every replica knows when what it keeps is old.
CREATE TABLE upstream_catalogue (
    tenant_id uuid   NOT NULL PRIMARY KEY,
    version   bigint NOT NULL
);
SELECT isolate_tenants('upstream_catalogue', 'SELECT, INSERT, UPDATE');
