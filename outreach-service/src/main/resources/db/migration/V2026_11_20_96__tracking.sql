-- Signs the links of a tenant's messages. It is no secret of anybody's: who has it can make links that lead elsewhere.
CREATE TABLE tracking_key (
    tenant_id uuid  PRIMARY KEY,
    key       bytea NOT NULL
);
SELECT isolate_tenants('tracking_key', 'SELECT, INSERT');

ALTER TABLE campaign
    ADD COLUMN track_opens  boolean NOT NULL DEFAULT false,
    ADD COLUMN track_clicks boolean NOT NULL DEFAULT false;
ALTER TABLE campaign ALTER COLUMN track_opens DROP DEFAULT, ALTER COLUMN track_clicks DROP DEFAULT;
