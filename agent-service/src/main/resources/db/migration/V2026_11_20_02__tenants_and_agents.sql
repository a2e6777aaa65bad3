CREATE TABLE tenant (
    tenant_id             uuid        PRIMARY KEY,
    slug                  text        NOT NULL,
    name                  text        NOT NULL,
    owner_email           text        NOT NULL,
    tier                  text        NOT NULL CHECK (tier IN ('ignition', 'velocity', 'dominance')),
    daily_limit_micro_usd bigint      NOT NULL CHECK (daily_limit_micro_usd >= 0),
    company_name          text        NOT NULL,
    company_industry      text        NOT NULL DEFAULT '',
    company_stage         text        NOT NULL DEFAULT '',
    company_website       text        NOT NULL DEFAULT '',
    company_description   text        NOT NULL DEFAULT '',
    company_icp           jsonb       NOT NULL DEFAULT '{}',
    version               bigint      NOT NULL,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL
);
SELECT isolate_tenants('tenant', 'SELECT, INSERT, UPDATE');

-- Slugs are unique across tenants, which no tenant may find out: the app role can claim one, not read any.
CREATE TABLE tenant_slug (
    slug text PRIMARY KEY
);
GRANT INSERT ON tenant_slug TO ${app_role};

CREATE TABLE agent (
    tenant_id         uuid          NOT NULL,
    id                uuid          NOT NULL,
    name              text          NOT NULL,
    role              text          NOT NULL,
    description       text          NOT NULL,
    icon              text          NOT NULL,
    system_prompt     text          NOT NULL,
    responsibilities  text[]        NOT NULL,
    role_instructions text          NOT NULL,
    temperature       double precision NOT NULL CHECK (temperature BETWEEN 0 AND 2),
    model             text          NOT NULL,
    data_sources      text[]        NOT NULL,
    api_permissions   jsonb         NOT NULL,
    color             text          NOT NULL,
    position          int           NOT NULL,
    enabled           boolean       NOT NULL,
    cartridge_id      uuid,
    version           bigint        NOT NULL,
    created_at        timestamptz   NOT NULL,
    updated_at        timestamptz   NOT NULL,
    deleted_at        timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX agent_role ON agent (tenant_id, role) WHERE deleted_at IS NULL;
CREATE INDEX agent_order ON agent (tenant_id, position, id) WHERE deleted_at IS NULL;
SELECT isolate_tenants('agent', 'SELECT, INSERT, UPDATE');
