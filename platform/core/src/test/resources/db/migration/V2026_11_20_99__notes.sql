CREATE TABLE note (
    tenant_id uuid   NOT NULL,
    id        uuid   NOT NULL,
    text      text   NOT NULL,
    version   bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT isolate_tenants('note', 'SELECT, INSERT, UPDATE');

CREATE TABLE heard (
    tenant_id uuid NOT NULL,
    id        uuid NOT NULL,
    event_id  text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT isolate_tenants('heard', 'SELECT, INSERT');
