-- What tenants spend on models: one entry for each turn and run that used one, added and never changed.
CREATE TABLE budget_entry (
    tenant_id      uuid        NOT NULL,
    -- The id of the event or task that told of it, so that the same one counts once.
    id             uuid        NOT NULL,
    day            date        NOT NULL,
    at             timestamptz NOT NULL,
    source         text        NOT NULL CHECK (source IN ('turn', 'run')),
    run_id         uuid        NOT NULL,
    agent_id       uuid,
    prompt_id      uuid,
    user_id        text        NOT NULL,
    model          text        NOT NULL,
    input_tokens   bigint      NOT NULL CHECK (input_tokens >= 0),
    output_tokens  bigint      NOT NULL CHECK (output_tokens >= 0),
    cost_micro_usd bigint      NOT NULL CHECK (cost_micro_usd >= 0),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX budget_entry_day ON budget_entry (tenant_id, day);
SELECT isolate_tenants('budget_entry', 'SELECT, INSERT');

-- The sum of a day's entries, kept by the statement that adds an entry, and what was told of it.
CREATE TABLE budget_day (
    tenant_id       uuid   NOT NULL,
    day             date   NOT NULL,
    spent_micro_usd bigint NOT NULL DEFAULT 0,
    warned_at       timestamptz,
    exhausted_at    timestamptz,
    PRIMARY KEY (tenant_id, day)
);
SELECT isolate_tenants('budget_day', 'SELECT, INSERT, UPDATE');
