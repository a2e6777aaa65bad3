-- The audit trail becomes append-only, and each tenant's a hash chain: an entry when a call has started (where that is
-- recorded), one when it has ended. The latest entry of a call says how it stands. How an entry is hashed is in
-- docs/audit.md; `digest` below stands for all that the entry says.
ALTER TABLE tool_call RENAME TO tool_call_unchained;
ALTER TABLE tool_call_unchained NO FORCE ROW LEVEL SECURITY;
ALTER INDEX tool_call_pkey RENAME TO tool_call_unchained_pkey;
DROP INDEX tool_call_tool, tool_call_agent;

CREATE TABLE tool_call (
    tenant_id       uuid        NOT NULL,
    -- UUIDv7: the partitions go by it, and so by the time at which the entry was made.
    id              uuid        NOT NULL,
    call_id         uuid        NOT NULL,
    -- In the tenant's chain, from 1 on without gaps.
    position        bigint      NOT NULL,
    tool            text        NOT NULL,
    data_source     text,
    access          text        CHECK (access IN ('read', 'write')),
    caller          text        NOT NULL,
    caller_name     text        NOT NULL,
    agent_role      text,
    -- Without secrets, long parts cut. Not jsonb: the hash is of the very text.
    arguments       json        NOT NULL,
    idempotency_key text,
    outcome         text        NOT NULL
        CHECK (outcome IN ('started', 'succeeded', 'failed', 'refused', 'cancelled', 'unknown')),
    -- Why it failed or was refused; never internal.
    reason          text,
    duration_ms     bigint      CHECK (duration_ms >= 0),
    called_at       timestamptz NOT NULL,
    previous_hash   bytea       NOT NULL CHECK (octet_length(previous_hash) = 32),
    hash            bytea       NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (tenant_id, call_id, id)
) PARTITION BY RANGE (id);
CREATE INDEX tool_call_position ON tool_call (tenant_id, position);
CREATE INDEX tool_call_tool ON tool_call (tenant_id, tool, call_id);
CREATE INDEX tool_call_agent ON tool_call (tenant_id, agent_role, call_id) WHERE agent_role IS NOT NULL;
SELECT isolate_tenants('tool_call', 'SELECT');
-- Nobody writes into it but the function below.
CREATE POLICY append ON tool_call TO CURRENT_USER USING (true);

-- Where a tenant's chain has got to, and up to where that was told.
CREATE TABLE tool_call_head (
    tenant_id     uuid   NOT NULL PRIMARY KEY,
    position      bigint NOT NULL,
    hash          bytea  NOT NULL,
    told_position bigint NOT NULL
) WITH (fillfactor = 50);
SELECT isolate_tenants('tool_call_head', 'SELECT');
CREATE POLICY append ON tool_call_head TO CURRENT_USER USING (true);

-- The smallest UUIDv7 of a moment.
CREATE FUNCTION first_uuid_of(moment timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    RETURN rpad(lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0'), 32, '0')::uuid;
REVOKE ALL ON FUNCTION first_uuid_of(timestamptz) FROM public;

-- Makes the partitions of this month and the next two, where they are missing.
CREATE FUNCTION make_tool_call_partitions() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp SET lock_timeout = '2s' AS
$$
DECLARE
    month timestamptz;
    partition text;
BEGIN
    FOR ahead IN 0..2 LOOP
        month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead)) AT TIME ZONE 'UTC';
        partition := 'tool_call_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
        IF to_regclass(partition) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF tool_call FOR VALUES FROM (%L) TO (%L)', partition,
                first_uuid_of(month), first_uuid_of((month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
            PERFORM isolate_tenants(partition::regclass, 'SELECT');
        END IF;
    END LOOP;
EXCEPTION
    -- Another replica is at it.
    WHEN duplicate_table OR lock_not_available THEN NULL;
END
$$;
DO $$
BEGIN
    EXECUTE format('CREATE TABLE tool_call_before PARTITION OF tool_call FOR VALUES FROM (MINVALUE) TO (%L)',
        first_uuid_of(date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'));
    PERFORM isolate_tenants('tool_call_before', 'SELECT');
    PERFORM make_tool_call_partitions();
END
$$;

-- Appends entries to the chains of their tenants, each with the event that tells of it, if there is one: all or none.
-- Entry by entry, the columns, then `digest`, then the event's; entries of one tenant stand together, in the order of its
-- chain, and the tenants in one order always, so that two that append to the same ones never wait for each other.
-- Works across tenants, so that the calls of all of them share a commit; it adds, and neither shows nor changes anything.
-- `again`: an earlier attempt may have got through, so what is there already is passed over.
CREATE FUNCTION append_tool_calls(
    tenants uuid[], ids uuid[], calls uuid[], tools text[], data_sources text[], accesses text[], callers text[],
    caller_names text[], agent_roles text[], arguments text[], idempotency_keys text[], outcomes text[], reasons text[],
    durations bigint[], called_ats timestamptz[], digests bytea[],
    event_ids uuid[], event_types text[], event_ats timestamptz[], event_traces text[], event_data text[],
    again boolean
) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp SET lock_timeout = '2s' AS
$$
DECLARE
    head tool_call_head;
    -- As the arrays above; of what is passed over, null.
    positions bigint[];
    previous bytea[];
    hashes bytea[];
BEGIN
    FOR i IN 1..cardinality(ids) LOOP
        IF tenants[i] IS DISTINCT FROM head.tenant_id THEN
            UPDATE tool_call_head SET position = head.position, hash = head.hash WHERE tenant_id = head.tenant_id;
            SELECT * INTO head FROM tool_call_head WHERE tenant_id = tenants[i] FOR UPDATE;
            IF NOT FOUND THEN
                INSERT INTO tool_call_head VALUES (tenants[i], 0, decode(repeat('00', 32), 'hex'), 0)
                ON CONFLICT DO NOTHING;
                SELECT * INTO head FROM tool_call_head WHERE tenant_id = tenants[i] FOR UPDATE;
            END IF;
        END IF;
        positions[i] := NULL;
        CONTINUE WHEN again AND EXISTS (
            SELECT FROM tool_call c WHERE c.tenant_id = tenants[i] AND c.call_id = calls[i] AND c.id = ids[i]);
        previous[i] := head.hash;
        head.position := head.position + 1;
        head.hash := sha256(head.hash || int8send(head.position) || digests[i]);
        positions[i] := head.position;
        hashes[i] := head.hash;
    END LOOP;
    UPDATE tool_call_head SET position = head.position, hash = head.hash WHERE tenant_id = head.tenant_id;

    INSERT INTO tool_call
    SELECT e.tenant_id, e.id, e.call_id, e.position, e.tool, e.data_source, e.access, e.caller, e.caller_name, e.agent_role,
        e.arguments::json, e.idempotency_key, e.outcome, e.reason, e.duration_ms, e.called_at, e.previous, e.hash
    FROM unnest(tenants, ids, calls, positions, tools, data_sources, accesses, callers, caller_names, agent_roles,
            arguments, idempotency_keys, outcomes, reasons, durations, called_ats, previous, hashes)
        AS e (tenant_id, id, call_id, position, tool, data_source, access, caller, caller_name, agent_role,
            arguments, idempotency_key, outcome, reason, duration_ms, called_at, previous, hash)
    WHERE e.position IS NOT NULL;

    INSERT INTO outbox (tenant_id, id, topic, type, subject, occurred_at, traceparent, data)
    SELECT e.tenant_id, e.id, 'spectrum.gateway.events', e.type, e.call_id::text, e.occurred_at, e.traceparent, e.data
    FROM unnest(tenants, calls, positions, event_ids, event_types, event_ats, event_traces, event_data)
        AS e (tenant_id, call_id, position, id, type, occurred_at, traceparent, data)
    WHERE e.position IS NOT NULL AND e.id IS NOT NULL;

    RETURN cardinality(array_remove(positions, NULL));
END
$$;

-- Puts the heads that have moved into the outbox, so that others know how long each chain is: at most so many.
CREATE FUNCTION tell_tool_call_heads(most int) RETURNS int
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH moved AS (
        SELECT tenant_id FROM tool_call_head WHERE told_position < position LIMIT most FOR UPDATE SKIP LOCKED
    ), told AS (
        UPDATE tool_call_head h SET told_position = position FROM moved m WHERE h.tenant_id = m.tenant_id
        RETURNING h.tenant_id, h.position, h.hash
    ), event AS (
        INSERT INTO outbox (tenant_id, id, topic, type, subject, occurred_at, data)
        SELECT tenant_id, uuidv7(), 'spectrum.gateway.events', 'dev.spectrum.gateway.audit.sealed.v1', tenant_id::text, now(),
            json_build_object('position', position, 'hash', encode(hash, 'hex'))::text
        FROM told
        RETURNING 1
    )
    SELECT count(*)::int FROM event
$$;
REVOKE ALL ON FUNCTION make_tool_call_partitions(), append_tool_calls, tell_tool_call_heads(int) FROM public;
GRANT EXECUTE ON FUNCTION make_tool_call_partitions(), append_tool_calls, tell_tool_call_heads(int)
    TO ${app_role};

-- Results that were too long to be given at once, for a time.
CREATE TABLE call_result (
    tenant_id  uuid        NOT NULL,
    call_id    uuid        NOT NULL,
    -- Of the tool: they decide who may read it.
    tool       text        NOT NULL,
    tags       text[]      NOT NULL,
    access     text        NOT NULL,
    -- JSON.
    result     text        NOT NULL,
    kept_until timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, call_id)
);
CREATE INDEX call_result_kept_until ON call_result (tenant_id, kept_until);
SELECT isolate_tenants('call_result', 'SELECT, INSERT, UPDATE');
CREATE POLICY sweep ON call_result TO CURRENT_USER USING (true);
CREATE FUNCTION sweep_call_results() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM call_result WHERE kept_until < now()
$$;
REVOKE ALL ON FUNCTION sweep_call_results() FROM public;
GRANT EXECUTE ON FUNCTION sweep_call_results() TO ${app_role};

-- What was recorded before: each call becomes one entry, in the order of the calls.
CREATE FUNCTION hashed_field(value text) RETURNS text
    LANGUAGE sql IMMUTABLE RETURN coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-');
SELECT append_tool_calls(array_agg(tenant_id ORDER BY o), array_agg(id ORDER BY o), array_agg(id ORDER BY o),
    array_agg(tool ORDER BY o), array_agg(data_source ORDER BY o), array_agg(access ORDER BY o),
    array_agg(caller ORDER BY o), array_agg(caller_name ORDER BY o), array_agg(agent_role ORDER BY o),
    array_agg(arguments::text ORDER BY o), array_agg(idempotency_key ORDER BY o), array_agg(outcome ORDER BY o),
    array_agg(reason ORDER BY o), array_agg(duration_ms ORDER BY o), array_agg(called_at ORDER BY o),
    array_agg(sha256(convert_to(
        hashed_field(tenant_id::text) || hashed_field(id::text) || hashed_field(id::text) || hashed_field(tool)
        || hashed_field(data_source) || hashed_field(access) || hashed_field(caller) || hashed_field(caller_name)
        || hashed_field(agent_role) || hashed_field(arguments::text) || hashed_field(idempotency_key)
        || hashed_field(outcome) || hashed_field(reason) || hashed_field(duration_ms::text)
        || hashed_field((extract(epoch FROM called_at) * 1000000)::bigint::text), 'UTF8')) ORDER BY o),
    array_agg(NULL::uuid), array_agg(NULL::text), array_agg(NULL::timestamptz), array_agg(NULL::text),
    array_agg(NULL::text), false)
FROM (SELECT *, row_number() OVER (ORDER BY tenant_id, id) AS o FROM tool_call_unchained) recorded
HAVING count(*) > 0;
DROP TABLE tool_call_unchained;
DROP FUNCTION hashed_field(text);
