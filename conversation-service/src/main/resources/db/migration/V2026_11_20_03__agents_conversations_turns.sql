-- What agent-service told of tenants and agents (topic spectrum.agent.state), as far as a turn needs it.
CREATE TABLE tenant (
    tenant_id             uuid    PRIMARY KEY,
    company_name          text    NOT NULL,
    company_industry      text    NOT NULL,
    company_stage         text    NOT NULL,
    daily_limit_micro_usd bigint  NOT NULL CHECK (daily_limit_micro_usd >= 0),
    version               bigint  NOT NULL,
    deleted               boolean NOT NULL
);
SELECT isolate_tenants('tenant', 'SELECT, INSERT, UPDATE');

CREATE TABLE agent (
    tenant_id         uuid             NOT NULL,
    id                uuid             NOT NULL,
    role              text             NOT NULL,
    name              text             NOT NULL,
    system_prompt     text             NOT NULL,
    responsibilities  text[]           NOT NULL,
    data_sources      text[]           NOT NULL,
    role_instructions text             NOT NULL,
    temperature       double precision NOT NULL,
    model             text             NOT NULL,
    enabled           boolean          NOT NULL,
    version           bigint           NOT NULL,
    deleted           boolean          NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
-- Not unique: events of different agents come in any order, so two may hold a role for a moment.
CREATE INDEX agent_role ON agent (tenant_id, role) WHERE NOT deleted;
SELECT isolate_tenants('agent', 'SELECT, INSERT, UPDATE');

CREATE TABLE conversation (
    tenant_id         uuid        NOT NULL,
    id                uuid        NOT NULL,
    user_id           text        NOT NULL,
    agent_id          uuid        NOT NULL,
    agent_role        text        NOT NULL,
    title             text        NOT NULL,
    -- The leaf of the branch that people see, and that the next message follows.
    active_message_id uuid        NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX conversation_user ON conversation (tenant_id, user_id, id);
SELECT isolate_tenants('conversation', 'SELECT, INSERT, UPDATE');

CREATE TABLE message (
    tenant_id         uuid        NOT NULL,
    id                uuid        NOT NULL,
    conversation_id   uuid        NOT NULL,
    parent_message_id uuid,
    -- How many messages lead to it, itself included: the order within a branch, whatever the clocks say.
    position          int         NOT NULL CHECK (position > 0),
    role              text        NOT NULL CHECK (role IN ('user', 'assistant')),
    content           text        NOT NULL,
    -- {"rounds": [{"text", "calls": [{"id", "name", "arguments"}]}]}
    tool_calls        jsonb       NOT NULL,
    -- {"items": [{"id", "result", "is_error", "duration_ms"}]}
    tool_results      jsonb       NOT NULL,
    tokens_used       bigint      NOT NULL,
    created_at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    -- Checked at the commit: a turn writes its rows in the order in which they guard one another.
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (tenant_id, parent_message_id) REFERENCES message DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX message_conversation ON message (tenant_id, conversation_id, position, id);
SELECT isolate_tenants('message', 'SELECT, INSERT');

-- The messages that lead to one, itself included, at most the last so many. Runs as its caller, so it sees one tenant.
CREATE FUNCTION branch(leaf uuid, size int) RETURNS SETOF message
    LANGUAGE sql STABLE AS
$$
    WITH RECURSIVE line AS (
        SELECT m.tenant_id, m.id, m.parent_message_id, 1 AS step FROM message m WHERE m.id = leaf
        UNION ALL
        SELECT m.tenant_id, m.id, m.parent_message_id, line.step + 1
        FROM line JOIN message m ON m.tenant_id = line.tenant_id AND m.id = line.parent_message_id
        WHERE line.step < size
    )
    SELECT m.* FROM line JOIN message m ON m.tenant_id = line.tenant_id AND m.id = line.id
$$;

CREATE TABLE turn (
    tenant_id         uuid        NOT NULL,
    -- The run_id of the API.
    id                uuid        NOT NULL,
    conversation_id   uuid        NOT NULL,
    user_message_id   uuid        NOT NULL,
    user_id           text        NOT NULL,
    -- What makes a repeat a repeat: client_message_id, the Idempotency-Key, or the user message's id where neither was sent.
    client_message_id text        NOT NULL,
    request_digest    text        NOT NULL,
    state             text        NOT NULL CHECK (state IN ('running', 'completed', 'failed')),
    -- Counts retries; an attempt that is no longer the last one can't write its end.
    attempt           int         NOT NULL,
    agent_id          uuid        NOT NULL,
    agent_version     bigint      NOT NULL,
    -- A turn that runs beyond this has lost its process, and may be taken again.
    expires_at        timestamptz NOT NULL,
    failure           text,
    -- {"items": [...]}: what the tools did before the turn failed, so that a retry goes on from there.
    tool_rounds       jsonb,
    -- The answer as it was sent, so that a repeat gets the same bytes.
    answer            text,
    input_tokens      bigint      NOT NULL DEFAULT 0,
    output_tokens     bigint      NOT NULL DEFAULT 0,
    cost_micro_usd    bigint      NOT NULL DEFAULT 0,
    started_at        timestamptz NOT NULL,
    ended_at          timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (tenant_id, user_message_id) REFERENCES message DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX turn_client_message ON turn (tenant_id, user_id, client_message_id);
SELECT isolate_tenants('turn', 'SELECT, INSERT, UPDATE');
