-- Who changes a tenant's members right now: one at a time, though each change is several calls to the identity provider.
CREATE TABLE member_change (
    tenant_id   uuid        PRIMARY KEY,
    turn        uuid        NOT NULL,
    taken_until timestamptz NOT NULL
);
SELECT isolate_tenants('member_change', 'SELECT, INSERT, UPDATE');
