-- As append_tool_calls was, and cheaper: the calls of a tenant that share a batch share a row of the outbox, and what is
-- done once for a tenant is not done for each of its entries.
DROP FUNCTION append_tool_calls;

-- Nobody writes into the trail but the function below, and PostgreSQL reads the text of every check anew in each statement:
-- a fifth of what appending an entry cost.
DO $$
DECLARE
    rule text;
BEGIN
    FOR rule IN SELECT conname FROM pg_constraint WHERE conrelid = 'tool_call'::regclass AND contype = 'c' LOOP
        EXECUTE format('ALTER TABLE tool_call DROP CONSTRAINT %I', rule);
    END LOOP;
END
$$;

-- Appends entries to the chains of their tenants, and the events that tell of them to the outbox: all or none.
-- Tenant by tenant: how many of the entries are its, and its events as a bundle of the outbox, if there are any. Entry by
-- entry, the columns, then `digest`; in the order of the tenants, those of one in the order of its chain. The tenants stand
-- in one order always, so that two that append to the same ones never wait for each other.
-- Works across tenants, so that the calls of all of them share a commit; it adds, and neither shows nor changes anything.
-- `again`: an earlier attempt may have got through, with all of a tenant's entries or none. What is there is passed over.
CREATE FUNCTION append_tool_calls(
    tenants uuid[], sizes int[], bundle_ids uuid[], bundle_sizes int[], bundles text[], again boolean,
    ids uuid[], calls uuid[], tools text[], data_sources text[], accesses text[], callers text[], caller_names text[],
    agent_roles text[], arguments text[], idempotency_keys text[], outcomes text[], reasons text[], durations bigint[],
    called_ats timestamptz[], digests bytea[]
) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp SET lock_timeout = '2s' AS
$$
DECLARE
    tenant uuid;
    place bigint;
    link bytea;
    begins int := 1;
    -- As the arrays of the entries; of what is passed over, null.
    owners uuid[] := array_fill(NULL::uuid, ARRAY[cardinality(ids)]);
    positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(ids)]);
    previous bytea[] := array_fill(NULL::bytea, ARRAY[cardinality(ids)]);
    hashes bytea[] := array_fill(NULL::bytea, ARRAY[cardinality(ids)]);
    written int := 0;
BEGIN
    FOR t IN 1..cardinality(tenants) LOOP
        tenant := tenants[t];
        SELECT position, hash INTO place, link FROM tool_call_head WHERE tenant_id = tenant FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            INSERT INTO tool_call_head VALUES (tenant, 0, decode(repeat('00', 32), 'hex'), 0) ON CONFLICT DO NOTHING;
            SELECT position, hash INTO place, link FROM tool_call_head WHERE tenant_id = tenant FOR NO KEY UPDATE;
        END IF;
        IF again AND EXISTS (
            SELECT FROM tool_call c WHERE c.tenant_id = tenant AND c.call_id = calls[begins] AND c.id = ids[begins]
        ) THEN
            bundle_ids[t] := NULL;
        ELSE
            FOR i IN begins..begins + sizes[t] - 1 LOOP
                owners[i] := tenant;
                previous[i] := link;
                place := place + 1;
                link := sha256(link || int8send(place) || digests[i]);
                positions[i] := place;
                hashes[i] := link;
            END LOOP;
            UPDATE tool_call_head SET position = place, hash = link WHERE tenant_id = tenant;
            written := written + sizes[t];
        END IF;
        begins := begins + sizes[t];
    END LOOP;

    INSERT INTO tool_call
    SELECT owners[i], ids[i], calls[i], positions[i], tools[i], data_sources[i], accesses[i], callers[i], caller_names[i],
        agent_roles[i], arguments[i]::json, idempotency_keys[i], outcomes[i], reasons[i], durations[i], called_ats[i],
        previous[i], hashes[i]
    FROM generate_subscripts(ids, 1) AS i
    WHERE positions[i] IS NOT NULL;

    INSERT INTO outbox (tenant_id, id, topic, type, subject, occurred_at, data, bundled)
    SELECT tenants[t], bundle_ids[t], 'spectrum.gateway.events', '', '', now(), bundles[t], bundle_sizes[t]
    FROM generate_subscripts(tenants, 1) AS t
    WHERE bundle_ids[t] IS NOT NULL;

    RETURN written;
END
$$;
REVOKE ALL ON FUNCTION append_tool_calls FROM public;
GRANT EXECUTE ON FUNCTION append_tool_calls TO ${app_role};
