-- Lists are things of their own: renaming one of a million leads is one row. Who is on one is found by an index, which the
-- operators of arrays can't use under row-level security.
CREATE TABLE lead_list (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    name       text        NOT NULL,
    version    bigint      NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX lead_list_name ON lead_list (tenant_id, name) WHERE deleted_at IS NULL;
CREATE TABLE lead_list_member (
    tenant_id uuid NOT NULL,
    list_id   uuid NOT NULL,
    lead_id   uuid NOT NULL,
    PRIMARY KEY (tenant_id, list_id, lead_id)
);
CREATE INDEX lead_list_member_lead ON lead_list_member (tenant_id, lead_id);

-- The owner sees every tenant's rows for this once.
ALTER TABLE lead NO FORCE ROW LEVEL SECURITY;
INSERT INTO lead_list (tenant_id, name) SELECT DISTINCT tenant_id, unnest(lists) FROM lead;
INSERT INTO lead_list_member (tenant_id, list_id, lead_id)
SELECT lead.tenant_id, list.id, lead.id
FROM lead JOIN lead_list list ON list.tenant_id = lead.tenant_id AND list.name = ANY (lead.lists);
ALTER TABLE lead DROP COLUMN lists;
ALTER TABLE lead FORCE ROW LEVEL SECURITY;

SELECT isolate_tenants('lead_list', 'SELECT, INSERT, UPDATE');
SELECT isolate_tenants('lead_list_member', 'SELECT, INSERT, DELETE');
-- Imports make lists too, and have their own record.
SELECT audit_changes_by_people('lead_list');
