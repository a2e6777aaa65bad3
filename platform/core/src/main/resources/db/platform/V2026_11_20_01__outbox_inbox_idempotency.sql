-- What every service keeps beside its own tables. Runs as the schema's owner, into the service's own schema.
-- The placeholder app_role is the role that the service runs as: it owns nothing and cannot bypass row-level security.

-- Tells which tenant the transaction works for; '' (a setting left by an earlier transaction) counts as none.
CREATE FUNCTION current_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;

-- Makes a table a tenant's own. Every migration that adds a tenant table calls it; the catalogue test looks for the result.
CREATE FUNCTION isolate_tenants(tenant_table regclass, grants text) RETURNS void
    LANGUAGE plpgsql AS
$$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())', tenant_table);
    EXECUTE format('GRANT %s ON %s TO ${app_role}', grants, tenant_table);
END
$$;
REVOKE ALL ON FUNCTION isolate_tenants(regclass, text) FROM public;

-- Events on their way out, written in the transaction of the change they tell of.
CREATE TABLE outbox (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    -- The order of publication. Given by the database when the row is written, which is after the aggregate was read;
    -- aggregates carry a version, so two changes of one aggregate can't both commit with positions out of order.
    position    bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    topic       text        NOT NULL,
    type        text        NOT NULL,
    subject     text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    data        text        NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outbox_position ON outbox (position);
COMMENT ON INDEX outbox_position IS 'across tenants: the relay publishes in this order';
SELECT isolate_tenants('outbox', 'INSERT');

-- The relay works across tenants, so it goes through these two functions and nothing else. They run as the owner,
-- for whom the policy below opens this one table.
CREATE POLICY relay ON outbox TO CURRENT_USER USING (true);

-- The oldest events, or nothing while another replica's relay holds the lock (until its transaction ends).
CREATE FUNCTION outbox_batch(size int) RETURNS SETOF outbox
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
BEGIN
    IF pg_try_advisory_xact_lock(hashtext('${flyway:defaultSchema}.outbox')) THEN
        RETURN QUERY SELECT * FROM outbox ORDER BY position LIMIT size;
    END IF;
END
$$;
CREATE FUNCTION outbox_published(positions bigint[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM outbox WHERE position = ANY (positions)
$$;
REVOKE ALL ON FUNCTION outbox_batch(int), outbox_published(bigint[]) FROM public;
GRANT EXECUTE ON FUNCTION outbox_batch(int), outbox_published(bigint[]) TO ${app_role};

-- Events that were handled, so that the same event twice acts once.
CREATE TABLE inbox (
    tenant_id  uuid        NOT NULL,
    consumer   text        NOT NULL,
    event_id   text        NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, consumer, event_id)
);
CREATE INDEX inbox_handled_at ON inbox (tenant_id, handled_at);
SELECT isolate_tenants('inbox', 'SELECT, INSERT');

-- Answers to requests that carried an Idempotency-Key.
CREATE TABLE idempotency (
    tenant_id    uuid        NOT NULL,
    caller       text        NOT NULL,
    key          text        NOT NULL,
    request_hash text        NOT NULL,
    status       int,
    location     text,
    etag         text,
    body         text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, caller, key)
);
CREATE INDEX idempotency_created_at ON idempotency (tenant_id, created_at);
SELECT isolate_tenants('idempotency', 'SELECT, INSERT, UPDATE');

-- Both are needed only while a repeat can still come; each replica's relay sweeps now and then.
CREATE POLICY sweep ON inbox TO CURRENT_USER USING (true);
CREATE POLICY sweep ON idempotency TO CURRENT_USER USING (true);
CREATE FUNCTION sweep_repeats(inbox_kept interval, idempotency_kept interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM inbox WHERE handled_at < now() - inbox_kept;
    DELETE FROM idempotency WHERE created_at < now() - idempotency_kept;
$$;
REVOKE ALL ON FUNCTION sweep_repeats(interval, interval) FROM public;
GRANT EXECUTE ON FUNCTION sweep_repeats(interval, interval) TO ${app_role};
