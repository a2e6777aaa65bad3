CREATE TABLE shortcut (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    icon       text        NOT NULL,
    color      text        NOT NULL,
    position   int         NOT NULL,
    prompt_id  uuid,
    action_id  uuid,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT shortcut_to_one CHECK (num_nonnulls(prompt_id, action_id) = 1)
);
SELECT isolate_tenants('shortcut', 'SELECT, INSERT, UPDATE');
