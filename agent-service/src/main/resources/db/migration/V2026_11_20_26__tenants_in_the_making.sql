-- A tenant is made at the identity provider first and here last. Until then its slug is claimed for a minute, so that one
-- request at a time makes it, and a request that died is done again.
ALTER TABLE tenant_slug
    ADD COLUMN claimed_by    uuid,
    ADD COLUMN claimed_until timestamptz;
-- The service's role knows of a slug only what these functions tell.
REVOKE INSERT ON tenant_slug FROM ${app_role};

-- Claims a slug for the current tenant. Gives the seconds to wait because another request is at it; 0: it is claimed now;
-- null: it is taken for good.
CREATE FUNCTION claim_slug(wanted text) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
BEGIN
    INSERT INTO tenant_slug AS s (slug, claimed_by, claimed_until)
        VALUES (wanted, current_tenant(), now() + interval '1 minute')
        ON CONFLICT (slug) DO UPDATE
            SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
            WHERE s.claimed_until < now();
    IF FOUND THEN
        RETURN 0;
    END IF;
    RETURN (SELECT greatest(1, ceil(extract(epoch FROM claimed_until - now())))::int
        FROM tenant_slug WHERE slug = wanted AND claimed_until IS NOT NULL);
END
$$;

-- Makes the current tenant's claim last; 0 if it has none any more.
CREATE FUNCTION keep_slug(wanted text) RETURNS int
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH kept AS (
        UPDATE tenant_slug SET claimed_until = NULL
            WHERE slug = wanted AND claimed_by = current_tenant() AND claimed_until IS NOT NULL RETURNING 1)
    SELECT count(*)::int FROM kept
$$;

-- Gives the current tenant's claim up; a slug that is kept stays. 0 if it has none any more.
CREATE FUNCTION release_slug(wanted text) RETURNS int
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH released AS (
        DELETE FROM tenant_slug
            WHERE slug = wanted AND claimed_by = current_tenant() AND claimed_until IS NOT NULL RETURNING 1)
    SELECT count(*)::int FROM released
$$;
REVOKE ALL ON FUNCTION claim_slug(text), keep_slug(text), release_slug(text) FROM public;
GRANT EXECUTE ON FUNCTION claim_slug(text), keep_slug(text), release_slug(text) TO ${app_role};
