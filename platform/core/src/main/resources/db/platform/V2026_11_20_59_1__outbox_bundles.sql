-- A row may hold many events of one tenant and one topic that were written at once, and so share what a row costs: its
-- indexes, its reading and its deletion.
ALTER TABLE outbox ADD COLUMN bundled int;
-- A row lives for a moment: packing it, or putting parts of it elsewhere, costs more than it saves.
ALTER TABLE outbox SET (toast_tuple_target = 8160);
COMMENT ON COLUMN outbox.bundled IS 'how many events data holds, an array of objects with id, type, subject, occurred_at,'
    ' traceparent and data (a text); type and subject of the row are blank then. Null: the row is one event';

-- The oldest rows, with about so many events at most, or nothing while another replica's relay holds the lock (until its
-- transaction ends). That transaction need not outlive a crash: what was published is published again then.
CREATE OR REPLACE FUNCTION outbox_batch_ids(size int) RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
BEGIN
    IF pg_try_advisory_xact_lock(hashtext('${flyway:defaultSchema}.outbox')) THEN
        PERFORM set_config('synchronous_commit', 'off', true);
        RETURN QUERY
            SELECT o.tenant_id, o.id
            FROM (
                SELECT w.tenant_id, w.id, sum(coalesce(w.bundled, 1)) OVER (ORDER BY w.position) - coalesce(w.bundled, 1)
                    AS before
                FROM (SELECT * FROM outbox ORDER BY position LIMIT size) w
            ) o
            WHERE o.before < size;
    END IF;
END
$$;

-- As before, with one look for each tenant rather than for each event.
CREATE OR REPLACE FUNCTION outbox_events(tenants uuid[], ids uuid[]) RETURNS SETOF outbox
    LANGUAGE plpgsql AS
$$
DECLARE
    tenant uuid;
    wanted uuid[];
BEGIN
    FOR tenant, wanted IN SELECT t, array_agg(i) FROM unnest(tenants, ids) AS u (t, i) GROUP BY t LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        RETURN QUERY SELECT * FROM outbox WHERE tenant_id = tenant AND id = ANY (wanted);
    END LOOP;
END
$$;
CREATE OR REPLACE FUNCTION delete_outbox_events(tenants uuid[], ids uuid[]) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    tenant uuid;
    gone uuid[];
BEGIN
    FOR tenant, gone IN SELECT t, array_agg(i) FROM unnest(tenants, ids) AS u (t, i) GROUP BY t LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        DELETE FROM outbox WHERE tenant_id = tenant AND id = ANY (gone);
    END LOOP;
END
$$;
