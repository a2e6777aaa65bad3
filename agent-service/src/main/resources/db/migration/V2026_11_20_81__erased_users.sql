-- Forgets a user of the current tenant: what they ran until then, and what is kept to answer their repeats. What it cost stays
-- in the ledger.
CREATE FUNCTION erase_runs_of(erased text, until timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM run WHERE tenant_id = current_tenant() AND user_id = erased AND created_at <= until;
    DELETE FROM idempotency WHERE tenant_id = current_tenant() AND caller = erased AND created_at <= until;
$$;
REVOKE ALL ON FUNCTION erase_runs_of(text, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION erase_runs_of(text, timestamptz) TO ${app_role};
