-- A tenant's credentials for a vendor. Those are ciphertext, bound to the tenant and to the connection's id; a deleted
-- connection keeps none.
CREATE TABLE connection (
    tenant_id           uuid        NOT NULL,
    id                  uuid        NOT NULL,
    connector           text        NOT NULL,
    name                text        NOT NULL,
    settings            jsonb       NOT NULL,
    credentials         bytea       NOT NULL,
    -- The key that they are encrypted with, 32 bits without sign.
    key_id              bigint      NOT NULL,
    status              text        NOT NULL CHECK (status IN ('untested', 'working', 'failing')),
    -- Why it fails, in words for the tenant; blank otherwise.
    status_reason       text        NOT NULL,
    tested_at           timestamptz,
    last_used_at        timestamptz,
    -- When the credentials end, where they say so and nothing can renew them.
    expires_at          timestamptz,
    -- Counts every change of name, settings or credentials, those that a vendor's refresh made too.
    version             bigint      NOT NULL,
    -- The version that the last change by a person made; the one of which the credentials are.
    edited_version      bigint      NOT NULL,
    credentials_version bigint      NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    deleted_at          timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX connection_name ON connection (tenant_id, lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX connection_updated_at ON connection (updated_at);
COMMENT ON INDEX connection_updated_at IS 'across tenants: what each process has to read again';
CREATE INDEX connection_key ON connection (key_id, tenant_id, id) WHERE deleted_at IS NULL;
COMMENT ON INDEX connection_key IS 'across tenants: what a new key has not encrypted yet';
CREATE INDEX connection_expires_at ON connection (expires_at) WHERE deleted_at IS NULL AND status <> 'failing';
COMMENT ON INDEX connection_expires_at IS 'across tenants: what has just expired';
SELECT isolate_tenants('connection', 'SELECT, INSERT, UPDATE');

-- Work across tenants goes through functions that tell ids and numbers, and no more.
CREATE POLICY operate ON connection TO CURRENT_USER USING (true);

CREATE FUNCTION tenants_with_changed_connections(since interval) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT DISTINCT tenant_id FROM connection WHERE updated_at > now() - since
$$;

CREATE FUNCTION connections_under_other_keys(key bigint, after_tenant uuid, after_id uuid, size int)
    RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT c.tenant_id, c.id FROM connection c
    WHERE c.deleted_at IS NULL AND c.key_id <> key AND (c.tenant_id, c.id) > (after_tenant, after_id)
    ORDER BY c.tenant_id, c.id LIMIT size
$$;

CREATE FUNCTION connections_by_key() RETURNS TABLE (key_id bigint, connections bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT c.key_id, count(*) FROM connection c WHERE c.deleted_at IS NULL GROUP BY c.key_id
$$;

CREATE FUNCTION expired_connections(size int) RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT c.tenant_id, c.id FROM connection c
    WHERE c.deleted_at IS NULL AND c.status <> 'failing' AND c.expires_at <= now()
    ORDER BY c.expires_at LIMIT size
$$;

REVOKE ALL ON FUNCTION tenants_with_changed_connections(interval),
    connections_under_other_keys(bigint, uuid, uuid, int), connections_by_key(), expired_connections(int) FROM public;
GRANT EXECUTE ON FUNCTION tenants_with_changed_connections(interval),
    connections_under_other_keys(bigint, uuid, uuid, int), connections_by_key(), expired_connections(int) TO ${app_role};
