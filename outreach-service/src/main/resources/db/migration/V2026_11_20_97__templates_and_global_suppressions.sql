CREATE TABLE text_template (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    channel    text        NOT NULL,
    subject    text        NOT NULL,
    body       text        NOT NULL,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX text_template_name ON text_template (tenant_id, lower(name)) WHERE deleted_at IS NULL;
SELECT isolate_tenants('text_template', 'SELECT, INSERT, UPDATE');
SELECT audit_changes('text_template');

-- Whom no tenant may contact: who runs the platform says so. Rows are never changed but to end them, so the table is its
-- own record of who did what.
CREATE TABLE global_suppression (
    id         uuid        PRIMARY KEY,
    channel    text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('address', 'domain')),
    value      text        NOT NULL,
    reason     text        NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_by text,
    deleted_at timestamptz
);
CREATE UNIQUE INDEX global_suppression_value ON global_suppression (channel, kind, value) WHERE deleted_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON global_suppression TO ${app_role};
