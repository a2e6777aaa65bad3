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
-- An array of objects with the columns' names, `digest` in hexadecimal and `event`; in the order of each chain.
-- Works across tenants, so that the calls of all of them share a commit; it adds, and neither shows nor changes anything.
-- `again`: an earlier attempt may have got through, so what is there already is passed over.
CREATE FUNCTION append_tool_calls(entries json, again boolean) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp SET lock_timeout = '5s' AS
$$
DECLARE
    entry record;
    head tool_call_head;
    -- By the place of the entry in the array; of what is passed over, null.
    positions bigint[];
    previous bytea[];
    hashes bytea[];
BEGIN
    -- In the order of the tenants, so that two that append to the same ones never wait for each other.
    FOR entry IN
        SELECT e.*, e.ordinality::int AS place
        FROM ROWS FROM (json_to_recordset(entries) AS (tenant_id uuid, id uuid, call_id uuid, digest text))
            WITH ORDINALITY AS e
        ORDER BY e.tenant_id, e.ordinality
    LOOP
        IF entry.tenant_id IS DISTINCT FROM head.tenant_id THEN
            UPDATE tool_call_head SET position = head.position, hash = head.hash WHERE tenant_id = head.tenant_id;
            SELECT * INTO head FROM tool_call_head WHERE tenant_id = entry.tenant_id FOR UPDATE;
            IF NOT FOUND THEN
                INSERT INTO tool_call_head VALUES (entry.tenant_id, 0, decode(repeat('00', 32), 'hex'), 0)
                ON CONFLICT DO NOTHING;
                SELECT * INTO head FROM tool_call_head WHERE tenant_id = entry.tenant_id FOR UPDATE;
            END IF;
        END IF;
        CONTINUE WHEN again AND EXISTS (
            SELECT FROM tool_call c
            WHERE c.tenant_id = entry.tenant_id AND c.call_id = entry.call_id AND c.id = entry.id);
        previous[entry.place] := head.hash;
        head.position := head.position + 1;
        head.hash := sha256(head.hash || int8send(head.position) || decode(entry.digest, 'hex'));
        positions[entry.place] := head.position;
        hashes[entry.place] := head.hash;
    END LOOP;
    UPDATE tool_call_head SET position = head.position, hash = head.hash WHERE tenant_id = head.tenant_id;

    INSERT INTO tool_call
    SELECT e.tenant_id, e.id, e.call_id, positions[e.ordinality], e.tool, e.data_source, e.access, e.caller, e.caller_name,
        e.agent_role, e.arguments, e.idempotency_key, e.outcome, e.reason, e.duration_ms, e.called_at,
        previous[e.ordinality], hashes[e.ordinality]
    FROM ROWS FROM (json_to_recordset(entries) AS (tenant_id uuid, id uuid, call_id uuid, tool text, data_source text,
        access text, caller text, caller_name text, agent_role text, arguments json, idempotency_key text, outcome text,
        reason text, duration_ms bigint, called_at timestamptz)) WITH ORDINALITY AS e
    WHERE positions[e.ordinality] IS NOT NULL;

    INSERT INTO outbox (tenant_id, id, topic, type, subject, occurred_at, traceparent, data)
    SELECT e.tenant_id, e.event_id, 'spectrum.gateway.events', e.event_type, e.call_id::text, e.event_at, e.event_trace,
        e.event_data
    FROM ROWS FROM (json_to_recordset(entries) AS (tenant_id uuid, call_id uuid, event_id uuid, event_type text,
        event_at timestamptz, event_trace text, event_data text)) WITH ORDINALITY AS e
    WHERE positions[e.ordinality] IS NOT NULL AND e.event_id IS NOT NULL
    ORDER BY e.ordinality;

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
REVOKE ALL ON FUNCTION make_tool_call_partitions(), append_tool_calls(json, boolean), tell_tool_call_heads(int) FROM public;
GRANT EXECUTE ON FUNCTION make_tool_call_partitions(), append_tool_calls(json, boolean), tell_tool_call_heads(int)
    TO ${app_role};

-- What was recorded before: each call becomes one entry, in the order of the calls.
CREATE FUNCTION hashed_field(value text) RETURNS text
    LANGUAGE sql IMMUTABLE RETURN coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-');
SELECT append_tool_calls(json_agg(json_build_object(
        'tenant_id', tenant_id, 'id', id, 'call_id', id, 'tool', tool, 'data_source', data_source, 'access', access,
        'caller', caller, 'caller_name', caller_name, 'agent_role', agent_role, 'arguments', arguments::text::json,
        'idempotency_key', idempotency_key, 'outcome', outcome, 'reason', reason, 'duration_ms', duration_ms,
        'called_at', called_at,
        'digest', encode(sha256(convert_to(
            hashed_field(tenant_id::text) || hashed_field(id::text) || hashed_field(id::text) || hashed_field(tool)
            || hashed_field(data_source) || hashed_field(access) || hashed_field(caller) || hashed_field(caller_name)
            || hashed_field(agent_role) || hashed_field(arguments::text) || hashed_field(idempotency_key)
            || hashed_field(outcome) || hashed_field(reason) || hashed_field(duration_ms::text)
            || hashed_field((extract(epoch FROM called_at) * 1000000)::bigint::text), 'UTF8')), 'hex'))
        ORDER BY id), false)
FROM tool_call_unchained
HAVING count(*) > 0;
DROP TABLE tool_call_unchained;
DROP FUNCTION hashed_field(text);
