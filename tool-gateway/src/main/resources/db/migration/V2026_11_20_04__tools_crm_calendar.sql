-- What permissions need to know of agents; agent-service tells it.
CREATE TABLE agent (
    tenant_id       uuid    NOT NULL,
    id              uuid    NOT NULL,
    role            text    NOT NULL,
    data_sources    text[]  NOT NULL,
    api_permissions jsonb   NOT NULL,
    enabled         boolean NOT NULL,
    deleted         boolean NOT NULL,
    -- The agent's own: an older one that arrives late changes nothing.
    version         bigint  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX agent_role ON agent (tenant_id, role, id) WHERE NOT deleted;
SELECT isolate_tenants('agent', 'SELECT, INSERT, UPDATE');

-- The audit trail. Ids are UUIDv7, so their order is that of time.
CREATE TABLE tool_call (
    tenant_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    tool            text        NOT NULL,
    data_source     text,
    access          text        CHECK (access IN ('read', 'write')),
    caller          text        NOT NULL,
    caller_name     text        NOT NULL,
    agent_role      text,
    -- Without secrets, long parts cut.
    arguments       jsonb       NOT NULL,
    idempotency_key text,
    outcome         text        NOT NULL CHECK (outcome IN ('started', 'succeeded', 'failed', 'refused', 'unknown')),
    -- Why it failed or was refused; never internal.
    reason          text,
    duration_ms     bigint      CHECK (duration_ms >= 0),
    called_at       timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX tool_call_tool ON tool_call (tenant_id, tool, id);
CREATE INDEX tool_call_agent ON tool_call (tenant_id, agent_role, id);
SELECT isolate_tenants('tool_call', 'SELECT, INSERT, UPDATE');

-- Writes that carried an Idempotency-Key: what was done is not done again. What failed and did nothing leaves no row.
CREATE TABLE call_ledger (
    tenant_id    uuid        NOT NULL,
    caller       text        NOT NULL,
    key          text        NOT NULL,
    request_hash text        NOT NULL,
    call_id      uuid        NOT NULL,
    -- started: under way, or ended without a word if that is too long ago; done: with its result; unknown: sent or not.
    state        text        NOT NULL CHECK (state IN ('started', 'done', 'unknown')),
    result       text,
    duration_ms  bigint,
    started_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, caller, key)
);
CREATE INDEX call_ledger_started_at ON call_ledger (tenant_id, started_at);
SELECT isolate_tenants('call_ledger', 'SELECT, INSERT, UPDATE, DELETE');

-- A repeat that comes later than this is a new call.
CREATE POLICY sweep ON call_ledger TO CURRENT_USER USING (true);
CREATE FUNCTION sweep_call_ledger(kept interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM call_ledger WHERE started_at < now() - kept
$$;
REVOKE ALL ON FUNCTION sweep_call_ledger(interval) FROM public;
GRANT EXECUTE ON FUNCTION sweep_call_ledger(interval) TO ${app_role};

-- The native CRM. What is not known is blank.
CREATE TABLE contact (
    tenant_id         uuid        NOT NULL,
    id                uuid        NOT NULL,
    first_name        text        NOT NULL,
    last_name         text        NOT NULL,
    email             text        NOT NULL,
    phone             text        NOT NULL,
    title             text        NOT NULL,
    company           text        NOT NULL,
    status            text        NOT NULL
        CHECK (status IN ('lead', 'prospect', 'customer', 'inactive', 'do_not_contact')),
    tags              text[]      NOT NULL,
    notes             text        NOT NULL,
    last_contacted_at timestamptz,
    -- All that a search looks at, in lower case and without accents.
    search_text       text        NOT NULL,
    version           bigint      NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    deleted_at        timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX contact_email ON contact (tenant_id, lower(email)) WHERE deleted_at IS NULL AND email <> '';
CREATE INDEX contact_name ON contact (tenant_id, last_name, first_name, id) WHERE deleted_at IS NULL;
SELECT isolate_tenants('contact', 'SELECT, INSERT, UPDATE');

CREATE TABLE opportunity (
    tenant_id          uuid           NOT NULL,
    id                 uuid           NOT NULL,
    contact_id         uuid           NOT NULL,
    name               text           NOT NULL,
    stage              text           NOT NULL CHECK (stage IN ('qualified', 'proposal', 'negotiation', 'won', 'lost')),
    value_usd          numeric(15, 2) NOT NULL CHECK (value_usd >= 0),
    -- In percent.
    probability        int            NOT NULL CHECK (probability BETWEEN 0 AND 100),
    expected_value_usd numeric(17, 2) NOT NULL GENERATED ALWAYS AS (value_usd * probability / 100) STORED,
    expected_close_at  date,
    next_step          text           NOT NULL,
    search_text        text           NOT NULL,
    version            bigint         NOT NULL,
    created_at         timestamptz    NOT NULL,
    updated_at         timestamptz    NOT NULL,
    deleted_at         timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
);
CREATE INDEX opportunity_contact ON opportunity (tenant_id, contact_id);
CREATE INDEX opportunity_value ON opportunity (tenant_id, expected_value_usd DESC, id) WHERE deleted_at IS NULL;
SELECT isolate_tenants('opportunity', 'SELECT, INSERT, UPDATE');

-- The native calendar.
CREATE TABLE appointment (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    -- Whose calendar: an email address in lower case, or another name of a person.
    owner      text        NOT NULL,
    title      text        NOT NULL,
    contact_id uuid,
    attendee   text        NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL CHECK (ends_at > starts_at),
    time_zone  text        NOT NULL,
    notes      text        NOT NULL,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
);
CREATE INDEX appointment_time ON appointment (tenant_id, owner, starts_at, id) WHERE deleted_at IS NULL;

-- No two appointments at once in one calendar, whoever books. GiST compares uuid and text only with the extension
-- btree_gist, which takes a superuser to install; ranges of one value it compares by itself.
CREATE TYPE uuid_range AS RANGE (SUBTYPE = uuid);
CREATE TYPE text_range AS RANGE (SUBTYPE = text);
ALTER TABLE appointment
    ADD CONSTRAINT appointment_no_overlap EXCLUDE USING gist (
        uuid_range(tenant_id, tenant_id, '[]') WITH =,
        text_range(owner, owner, '[]') WITH =,
        tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (deleted_at IS NULL);
SELECT isolate_tenants('appointment', 'SELECT, INSERT, UPDATE');
