-- Model calls whose process died are in the ledger too, once their reservation has ended.
ALTER TABLE budget_entry
    DROP CONSTRAINT budget_entry_source_check,
    ADD CONSTRAINT budget_entry_source_check CHECK (source IN ('turn', 'run', 'lost'));

-- Whose calls are looked for: ids alone, what is found is written as its own tenant.
CREATE FUNCTION tenant_ids() RETURNS TABLE (tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT t.tenant_id FROM tenant t
$$;
REVOKE ALL ON FUNCTION tenant_ids() FROM public;
GRANT EXECUTE ON FUNCTION tenant_ids() TO ${app_role};

-- A run is executed from its first row on.
ALTER TABLE run
    DROP CONSTRAINT run_status_check,
    ADD CONSTRAINT run_status_check CHECK (status IN ('running', 'completed', 'failed', 'cancelled'));
