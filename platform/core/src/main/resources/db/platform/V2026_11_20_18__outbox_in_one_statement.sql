-- A batch of events of as many tenants as there are, in one statement to read it and one to delete it. Both run as the
-- service's role, under row-level security: each event is read, and deleted, as its own tenant. Events of one tenant
-- should stand together.
CREATE FUNCTION outbox_events(tenants uuid[], ids uuid[]) RETURNS SETOF outbox
    LANGUAGE plpgsql AS
$$
BEGIN
    FOR i IN 1..coalesce(cardinality(ids), 0) LOOP
        IF i = 1 OR tenants[i] <> tenants[i - 1] THEN
            PERFORM set_config('app.tenant_id', tenants[i]::text, true);
        END IF;
        RETURN QUERY SELECT * FROM outbox WHERE tenant_id = tenants[i] AND id = ids[i];
    END LOOP;
END
$$;
CREATE FUNCTION delete_outbox_events(tenants uuid[], ids uuid[]) RETURNS void
    LANGUAGE plpgsql AS
$$
BEGIN
    FOR i IN 1..coalesce(cardinality(ids), 0) LOOP
        IF i = 1 OR tenants[i] <> tenants[i - 1] THEN
            PERFORM set_config('app.tenant_id', tenants[i]::text, true);
        END IF;
        DELETE FROM outbox WHERE tenant_id = tenants[i] AND id = ids[i];
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION outbox_events(uuid[], uuid[]), delete_outbox_events(uuid[], uuid[]) FROM public;
GRANT EXECUTE ON FUNCTION outbox_events(uuid[], uuid[]), delete_outbox_events(uuid[], uuid[]) TO ${app_role};
