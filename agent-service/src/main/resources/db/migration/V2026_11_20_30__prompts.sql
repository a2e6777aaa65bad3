-- Prompts. Built-in ones are in the service itself: only what a tenant has made of one has a row here, under the same id.
CREATE TABLE prompt (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    definition jsonb       NOT NULL,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
SELECT isolate_tenants('prompt', 'SELECT, INSERT, UPDATE');

-- Every save. A deletion takes a number too, and saves nothing.
CREATE TABLE prompt_version (
    tenant_id  uuid        NOT NULL,
    prompt_id  uuid        NOT NULL,
    version    bigint      NOT NULL,
    definition jsonb       NOT NULL,
    saved_by   text        NOT NULL,
    saved_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, prompt_id, version)
);
SELECT isolate_tenants('prompt_version', 'SELECT, INSERT');

CREATE TABLE prompt_label (
    tenant_id  uuid        NOT NULL,
    prompt_id  uuid        NOT NULL,
    label      text        NOT NULL,
    version    bigint      NOT NULL,
    updated_by text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, prompt_id, label)
);
SELECT isolate_tenants('prompt_label', 'SELECT, INSERT, UPDATE, DELETE');
