-- Works across tenants, so it takes nothing from its caller: nobody who can call it ends another tenant's import.
DROP FUNCTION end_lost_imports(interval, text);
CREATE FUNCTION end_lost_imports() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH lost AS (
        UPDATE lead_import SET status = 'failed',
            reason = 'The process that read the file ended. What it had read is in; import the file again to go on.'
        -- Three times as long as a batch may take.
        WHERE status = 'running' AND heartbeat_at < clock_timestamp() - interval '3 minutes'
        RETURNING 1)
    SELECT count(*) FROM lost
$$;
REVOKE ALL ON FUNCTION end_lost_imports() FROM public;
GRANT EXECUTE ON FUNCTION end_lost_imports() TO ${app_role};
