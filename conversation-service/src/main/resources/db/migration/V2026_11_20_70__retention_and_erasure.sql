-- For how many days a tenant keeps what was said, as agent-service told. Of a tenant that is not here yet everything is kept.
CREATE TABLE retention (
    tenant_id uuid   NOT NULL PRIMARY KEY,
    days      int    NOT NULL CHECK (days BETWEEN 1 AND 3650),
    version   bigint NOT NULL
);
SELECT isolate_tenants('retention', 'SELECT, INSERT, UPDATE');

-- Users who are to be forgotten. Each row stays, as the proof; it says nothing of what was said.
CREATE TABLE erasure (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    user_id       text        NOT NULL,
    requested_by  text        NOT NULL,
    -- What the user says later is not meant.
    requested_at  timestamptz NOT NULL,
    conversations bigint      NOT NULL DEFAULT 0,
    messages      bigint      NOT NULL DEFAULT 0,
    -- When the last row was gone from the database.
    rows_gone_at  timestamptz,
    -- When nothing was left anywhere.
    completed_at  timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX erasure_user ON erasure (tenant_id, user_id, id);
CREATE INDEX erasure_open ON erasure (requested_at) WHERE completed_at IS NULL;
COMMENT ON INDEX erasure_open IS 'across tenants: what is under way is gone on with by whoever comes first';
SELECT isolate_tenants('erasure', 'SELECT, INSERT');

-- Conversations and runs that are gone here, and are to be forgotten elsewhere (Redis).
CREATE TABLE erased_trace (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    erasure_id   uuid        NOT NULL,
    is_run       boolean     NOT NULL,
    forgotten    boolean     NOT NULL DEFAULT false,
    -- A turn that was under way may write once more before it learns that it is gone: then it is forgotten twice.
    again_after  timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX erased_trace_erasure ON erased_trace (tenant_id, erasure_id);
SELECT isolate_tenants('erased_trace', 'SELECT');

CREATE POLICY history ON feedback TO CURRENT_USER USING (true);
CREATE POLICY history ON outcome TO CURRENT_USER USING (true);
CREATE POLICY history ON retention TO CURRENT_USER USING (true);
CREATE POLICY history ON erasure TO CURRENT_USER USING (true);
CREATE POLICY history ON erased_trace TO CURRENT_USER USING (true);

-- Deletes these conversations' rows. For the two functions below alone.
CREATE FUNCTION delete_conversations(tenant uuid, ids uuid[]) RETURNS void
    LANGUAGE sql SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH gone AS (
        DELETE FROM turn WHERE tenant_id = tenant AND conversation_id = ANY (ids)
        RETURNING tenant_id, user_id, client_message_id
    )
    DELETE FROM turn_key k USING gone g
    WHERE k.tenant_id = g.tenant_id AND k.user_id = g.user_id AND k.client_message_id = g.client_message_id;
    DELETE FROM feedback WHERE tenant_id = tenant AND conversation_id = ANY (ids);
    DELETE FROM outcome WHERE tenant_id = tenant AND conversation_id = ANY (ids);
    DELETE FROM conversation WHERE tenant_id = tenant AND id = ANY (ids);
$$;
REVOKE ALL ON FUNCTION delete_conversations(uuid, uuid[]) FROM public;

-- One step of erasing: some conversations of one user whose erasure is open, or what else is kept of the user. Gives how many
-- rows went; 0 when there is nothing to be done.
CREATE FUNCTION erase_some() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
DECLARE
    most CONSTANT bigint := 5000;
    todo erasure;
    chosen uuid[];
    gone bigint;
BEGIN
    SELECT * INTO todo FROM erasure WHERE completed_at IS NULL AND rows_gone_at IS NULL
    ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    SELECT array_agg(c.id) INTO chosen FROM (
        SELECT id FROM conversation
        WHERE tenant_id = todo.tenant_id AND user_id = todo.user_id AND created_at <= todo.requested_at
        ORDER BY id LIMIT 20) c;

    IF chosen IS NULL THEN
        -- A user's word on other people's conversations, and answers that are kept to be repeated.
        DELETE FROM feedback WHERE tenant_id = todo.tenant_id AND user_id = todo.user_id AND given_at <= todo.requested_at;
        UPDATE outcome SET source = 'erased' WHERE tenant_id = todo.tenant_id AND source = todo.user_id;
        DELETE FROM idempotency
        WHERE tenant_id = todo.tenant_id AND caller = todo.user_id AND created_at <= todo.requested_at;
        UPDATE erasure SET rows_gone_at = now() WHERE tenant_id = todo.tenant_id AND id = todo.id;
        RETURN 1;
    END IF;

    -- Whoever writes into one of them waits until this is done, and then finds it gone.
    PERFORM FROM conversation WHERE tenant_id = todo.tenant_id AND id = ANY (chosen) FOR UPDATE;
    DELETE FROM message m USING (
        SELECT id FROM message WHERE tenant_id = todo.tenant_id AND conversation_id = ANY (chosen) LIMIT most) s
    WHERE m.tenant_id = todo.tenant_id AND m.id = s.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    UPDATE erasure SET messages = messages + gone WHERE tenant_id = todo.tenant_id AND id = todo.id;
    IF gone = most THEN
        RETURN gone;
    END IF;

    -- Redis keeps nothing of a turn that ended a day ago.
    INSERT INTO erased_trace (tenant_id, id, erasure_id, is_run, again_after)
    SELECT todo.tenant_id, t.id, todo.id, true, CASE WHEN t.is_late THEN now() + interval '2 minutes' END
    FROM (SELECT id, ended_at IS NULL OR ended_at > now() - interval '5 seconds' AS is_late FROM turn
          WHERE tenant_id = todo.tenant_id AND conversation_id = ANY (chosen)
            AND (ended_at IS NULL OR ended_at > now() - interval '1 day')) t
    UNION ALL
    SELECT todo.tenant_id, c, todo.id, false, CASE WHEN EXISTS (
        SELECT FROM turn WHERE tenant_id = todo.tenant_id AND conversation_id = c
          AND (ended_at IS NULL OR ended_at > now() - interval '5 seconds')) THEN now() + interval '2 minutes' END
    FROM unnest(chosen) c
    ON CONFLICT DO NOTHING;
    PERFORM delete_conversations(todo.tenant_id, chosen);
    UPDATE erasure SET conversations = conversations + cardinality(chosen) WHERE tenant_id = todo.tenant_id AND id = todo.id;
    RETURN gone + cardinality(chosen);
END
$$;

-- What is to be forgotten in Redis.
CREATE FUNCTION traces_to_forget() RETURNS TABLE (tenant_id uuid, conversation_id uuid, run_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT t.tenant_id, CASE WHEN NOT t.is_run THEN t.id END, CASE WHEN t.is_run THEN t.id END
    FROM erased_trace t WHERE NOT t.forgotten OR t.again_after < now() ORDER BY t.tenant_id LIMIT 1000
$$;

-- Notes that these are forgotten, and which erasures that completes.
CREATE FUNCTION traces_forgotten(tenants uuid[], ids uuid[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM erased_trace t USING unnest(tenants, ids) AS f (tenant_id, id)
    WHERE t.tenant_id = f.tenant_id AND t.id = f.id AND (t.again_after IS NULL OR t.again_after < now());
    UPDATE erased_trace t SET forgotten = true FROM unnest(tenants, ids) AS f (tenant_id, id)
    WHERE t.tenant_id = f.tenant_id AND t.id = f.id;
    UPDATE erasure e SET completed_at = now()
    WHERE e.completed_at IS NULL AND e.rows_gone_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM erased_trace t WHERE t.tenant_id = e.tenant_id AND t.erasure_id = e.id AND NOT t.forgotten)
$$;

-- Deletes what is older than its tenant keeps it, at most some thousand rows at a time, and says how many that were: messages
-- and turns by their own age, a conversation when its last message has gone.
CREATE FUNCTION sweep_history() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
DECLARE
    most CONSTANT bigint := 5000;
    kept record;
    chosen uuid[];
    gone bigint;
    total bigint := 0;
BEGIN
    FOR kept IN SELECT tenant_id, moment, first_uuid_of(moment) AS first
                FROM (SELECT tenant_id, now() - make_interval(days => days) AS moment FROM retention) r LOOP
        DELETE FROM message m USING (
            SELECT id FROM message WHERE tenant_id = kept.tenant_id AND id < kept.first LIMIT most) s
        WHERE m.tenant_id = kept.tenant_id AND m.id = s.id;
        GET DIAGNOSTICS gone = ROW_COUNT;
        total := total + gone;

        WITH old AS (
            DELETE FROM turn t USING (
                SELECT id FROM turn WHERE tenant_id = kept.tenant_id AND id < kept.first LIMIT most) s
            WHERE t.tenant_id = kept.tenant_id AND t.id = s.id
            RETURNING t.tenant_id, t.user_id, t.client_message_id
        )
        DELETE FROM turn_key k USING old o
        WHERE k.tenant_id = o.tenant_id AND k.user_id = o.user_id AND k.client_message_id = o.client_message_id;
        GET DIAGNOSTICS gone = ROW_COUNT;
        total := total + gone;

        DELETE FROM feedback WHERE tenant_id = kept.tenant_id AND message_id < kept.first;
        GET DIAGNOSTICS gone = ROW_COUNT;
        total := total + gone;

        SELECT array_agg(c.id) INTO chosen FROM (
            SELECT id FROM conversation c
            WHERE tenant_id = kept.tenant_id AND id < kept.first AND updated_at < kept.moment
              AND NOT EXISTS (SELECT FROM message m WHERE m.tenant_id = c.tenant_id AND m.conversation_id = c.id)
            LIMIT most FOR UPDATE SKIP LOCKED) c;
        IF chosen IS NOT NULL THEN
            PERFORM delete_conversations(kept.tenant_id, chosen);
            total := total + cardinality(chosen);
        END IF;
        EXIT WHEN total >= most;
    END LOOP;
    RETURN total;
END
$$;
REVOKE ALL ON FUNCTION erase_some(), traces_to_forget(), traces_forgotten(uuid[], uuid[]), sweep_history() FROM public;
GRANT EXECUTE ON FUNCTION erase_some(), traces_to_forget(), traces_forgotten(uuid[], uuid[]), sweep_history() TO ${app_role};
