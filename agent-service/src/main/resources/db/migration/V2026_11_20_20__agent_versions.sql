-- Every saved definition of an agent, kept as it was. The agent's own row has the latest one.
CREATE TABLE agent_version (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    agent_id      uuid        NOT NULL,
    version       bigint      NOT NULL CHECK (version >= 0),
    definition    jsonb       NOT NULL,
    saved_by      text        NOT NULL,
    saved_by_name text        NOT NULL,
    saved_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, agent_id) REFERENCES agent
);
CREATE UNIQUE INDEX agent_version_number ON agent_version (tenant_id, agent_id, version);

-- Of the agents there are, the latest definition is known. What counted every change of the row has been its version too,
-- and goes on from there; from now on one counts changes of any kind and the other saved definitions.
ALTER TABLE agent RENAME COLUMN version TO revision;
ALTER TABLE agent ADD COLUMN version bigint;
-- {"production": {"version", "is_protected", "moved_by": {"subject", "name"}, "moved_at"}}
ALTER TABLE agent ADD COLUMN labels jsonb NOT NULL DEFAULT '{}';
-- The owner is bound by row-level security as well.
ALTER TABLE agent NO FORCE ROW LEVEL SECURITY;
UPDATE agent SET version = revision;
INSERT INTO agent_version
SELECT tenant_id, gen_random_uuid(), id, version,
       jsonb_build_object('name', name, 'description', description, 'icon', icon, 'system_prompt', system_prompt,
                          'responsibilities', responsibilities, 'role_instructions', role_instructions,
                          'temperature', temperature, 'model', model, 'data_sources', data_sources,
                          'api_permissions', api_permissions, 'color', color, 'cartridge_id', cartridge_id),
       'spectrum', 'Spectrum', updated_at
FROM agent;
ALTER TABLE agent FORCE ROW LEVEL SECURITY;
ALTER TABLE agent ALTER COLUMN version SET NOT NULL;
SELECT isolate_tenants('agent_version', 'SELECT, INSERT');

DROP INDEX agent_order;
CREATE INDEX agent_order ON agent (tenant_id, position, name, id);
