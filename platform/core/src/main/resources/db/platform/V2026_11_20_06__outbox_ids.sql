-- Work across tenants learns ids and nothing else; what an event says is read, and an event is deleted, as its own tenant,
-- under row-level security. The functions before these gave the service's role every tenant's events.
DROP FUNCTION outbox_batch(int);
DROP FUNCTION outbox_published(bigint[]);

-- The oldest events, or nothing while another replica's relay holds the lock (until its transaction ends).
CREATE FUNCTION outbox_batch_ids(size int) RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
BEGIN
    IF pg_try_advisory_xact_lock(hashtext('${flyway:defaultSchema}.outbox')) THEN
        RETURN QUERY SELECT o.tenant_id, o.id FROM outbox o ORDER BY o.position LIMIT size;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION outbox_batch_ids(int) FROM public;
GRANT EXECUTE ON FUNCTION outbox_batch_ids(int) TO ${app_role};
GRANT SELECT, DELETE ON outbox TO ${app_role};

-- How long repeats are known is said here: whoever may choose it can make every tenant's repeats act again.
DROP FUNCTION sweep_repeats(interval, interval);
CREATE FUNCTION sweep_repeats() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM inbox WHERE handled_at < now() - interval '30 days';
    DELETE FROM idempotency WHERE created_at < now() - interval '24 hours';
$$;
REVOKE ALL ON FUNCTION sweep_repeats() FROM public;
GRANT EXECUTE ON FUNCTION sweep_repeats() TO ${app_role};
