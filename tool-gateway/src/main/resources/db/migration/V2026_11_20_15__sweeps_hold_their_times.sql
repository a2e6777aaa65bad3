-- What works across tenants takes no times from its caller: nobody who can call it forgets or puts off what is another's.

DROP FUNCTION sweep_call_ledger(interval);
-- A repeat that comes later than this is a new call.
CREATE FUNCTION sweep_call_ledger() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM call_ledger WHERE started_at < now() - interval '30 days'
$$;

DROP FUNCTION claim_due_upstreams(int, interval);
-- Those that are due, each for one replica, which says afterwards when it is due again; a replica that dies leaves its to
-- the next one.
CREATE FUNCTION claim_due_upstreams(size int) RETURNS TABLE (tenant_id uuid, upstream_id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    UPDATE upstream_refresh r SET due_at = now() + interval '5 minutes'
    FROM (SELECT d.tenant_id, d.upstream_id FROM upstream_refresh d WHERE d.due_at <= now()
          ORDER BY d.due_at LIMIT size FOR UPDATE SKIP LOCKED) due
    WHERE r.tenant_id = due.tenant_id AND r.upstream_id = due.upstream_id
    RETURNING r.tenant_id, r.upstream_id
$$;

REVOKE ALL ON FUNCTION sweep_call_ledger(), claim_due_upstreams(int) FROM public;
GRANT EXECUTE ON FUNCTION sweep_call_ledger(), claim_due_upstreams(int) TO ${app_role};
