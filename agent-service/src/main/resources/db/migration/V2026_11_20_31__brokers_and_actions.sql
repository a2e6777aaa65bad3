CREATE TABLE broker (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    description text        NOT NULL,
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    PRIMARY KEY (tenant_id, id)
);
SELECT isolate_tenants('broker', 'SELECT, INSERT, UPDATE');

-- The key is what a resolve looks values up by. The tenant's own value has the scope_id ''.
CREATE TABLE broker_value (
    tenant_id  uuid        NOT NULL,
    broker_id  uuid        NOT NULL,
    scope      text        NOT NULL CHECK (scope IN ('tenant', 'user', 'workspace', 'project', 'task')),
    scope_id   text        NOT NULL CHECK ((scope = 'tenant') = (scope_id = '')),
    value      jsonb       NOT NULL,
    updated_by text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, broker_id, scope, scope_id),
    FOREIGN KEY (tenant_id, broker_id) REFERENCES broker (tenant_id, id)
);
SELECT isolate_tenants('broker_value', 'SELECT, INSERT, UPDATE, DELETE');

-- prompt_id refers to no row: it may be a built-in prompt's.
CREATE TABLE action (
    tenant_id        uuid        NOT NULL,
    id               uuid        NOT NULL,
    name             text        NOT NULL,
    prompt_id        uuid        NOT NULL,
    broker_mappings  jsonb       NOT NULL,
    hardcoded_values jsonb       NOT NULL,
    context_scopes   text[]      NOT NULL,
    execution_config jsonb       NOT NULL,
    version          bigint      NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    deleted_at       timestamptz,
    PRIMARY KEY (tenant_id, id)
);
SELECT isolate_tenants('action', 'SELECT, INSERT, UPDATE');

CREATE TABLE action_version (
    tenant_id  uuid        NOT NULL,
    action_id  uuid        NOT NULL,
    version    bigint      NOT NULL,
    definition jsonb       NOT NULL,
    saved_by   text        NOT NULL,
    saved_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, action_id, version)
);
SELECT isolate_tenants('action_version', 'SELECT, INSERT');
