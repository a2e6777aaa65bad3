-- A file of leads is kept until its import ends, so that any process can go on where one that died stopped.
CREATE TABLE lead_import_chunk (
    tenant_id uuid  NOT NULL,
    import_id uuid  NOT NULL,
    -- From 0, in the order of the file; each but the last is as long as the first.
    number    int   NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (tenant_id, import_id, number)
);
-- They are read once and deleted: packing them costs more than it saves.
ALTER TABLE lead_import_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
SELECT isolate_tenants('lead_import_chunk', 'SELECT, INSERT, DELETE');

DROP FUNCTION end_lost_imports();
-- Nobody has the files of those that ran until now.
UPDATE lead_import SET status = 'failed',
    reason = 'The process that read the file ended. What it had read is in; import the file again to go on.'
WHERE status = 'running';
DROP INDEX lead_import_running;
ALTER TABLE lead_import
    DROP CONSTRAINT lead_import_status_check,
    ADD CHECK (status IN ('running', 'completed', 'failed', 'cancelled')),
    DROP COLUMN heartbeat_at,
    -- What the file is, and what was said of it.
    ADD COLUMN bytes bigint NOT NULL DEFAULT 0,
    ADD COLUMN charset text NOT NULL DEFAULT 'UTF-8',
    -- Where its text begins, behind a byte order mark.
    ADD COLUMN text_from int NOT NULL DEFAULT 0,
    ADD COLUMN mapping jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN list text NOT NULL DEFAULT '',
    -- Its columns, once somebody has read the first line.
    ADD COLUMN header text[] NOT NULL DEFAULT '{}',
    -- How far it is: rows through this line are in or refused, and so much of the file was read.
    ADD COLUMN through_line bigint NOT NULL DEFAULT 0,
    ADD COLUMN bytes_read bigint NOT NULL DEFAULT 0,
    -- Whose work it is, until when; and how often somebody began or went on without getting a step further.
    ADD COLUMN claimed_by uuid,
    ADD COLUMN claimable_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN attempts int NOT NULL DEFAULT 0;
CREATE INDEX lead_import_running ON lead_import (claimable_at) WHERE status = 'running';
COMMENT ON INDEX lead_import_running IS 'across tenants: workers take what waits, whose it is they learn then';
ALTER POLICY end_lost ON lead_import RENAME TO claim;

-- Gives a worker the next import, with a lease that ends by itself if the worker dies; the worker renews it with each batch.
-- A tenant's imports come one after another, so that one with many files keeps nobody waiting.
CREATE FUNCTION claim_lead_import(worker uuid) RETURNS TABLE (tenant_id uuid, import_id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH next AS MATERIALIZED (
        SELECT i.tenant_id, i.id FROM lead_import i
        WHERE i.status = 'running' AND i.claimable_at <= clock_timestamp()
          AND NOT EXISTS (
            SELECT FROM lead_import other
            WHERE other.tenant_id = i.tenant_id AND other.status = 'running' AND other.claimable_at > clock_timestamp())
        ORDER BY i.claimable_at, i.id LIMIT 1
        FOR UPDATE SKIP LOCKED)
    UPDATE lead_import SET claimed_by = worker, claimable_at = clock_timestamp() + interval '30 seconds',
        attempts = attempts + 1
    FROM next WHERE lead_import.tenant_id = next.tenant_id AND lead_import.id = next.id
    RETURNING lead_import.tenant_id, lead_import.id
$$;

-- Rows that were refused say what stood in them, so that whoever sent them can mend them. They are kept for a month.
ALTER TABLE lead_import_refusal
    ADD COLUMN cells text NOT NULL DEFAULT '[]',
    ADD COLUMN refused_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX lead_import_refusal_age ON lead_import_refusal (refused_at);
COMMENT ON INDEX lead_import_refusal_age IS 'across tenants: the old ones are deleted by it';
CREATE POLICY sweep ON lead_import_refusal TO CURRENT_USER USING (true);
CREATE FUNCTION sweep_lead_import_refusals() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH old AS (
        DELETE FROM lead_import_refusal WHERE refused_at < now() - interval '30 days' RETURNING 1)
    SELECT count(*) FROM old
$$;
REVOKE ALL ON FUNCTION claim_lead_import(uuid), sweep_lead_import_refusals() FROM public;
GRANT EXECUTE ON FUNCTION claim_lead_import(uuid), sweep_lead_import_refusals() TO ${app_role};
