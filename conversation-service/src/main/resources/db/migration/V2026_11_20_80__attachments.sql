-- Files that come with messages. A message says which, and their names; the files go when their conversation or its user does.
CREATE TABLE attachment (
    tenant_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    user_id         text        NOT NULL,
    -- Null until it comes with a message; then it is this conversation's alone.
    conversation_id uuid,
    name            text        NOT NULL,
    media_type      text        NOT NULL,
    size_bytes      bigint      NOT NULL,
    content         bytea       NOT NULL,
    -- What a model is shown; null of a picture.
    text            text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation DEFERRABLE INITIALLY DEFERRED
);
-- PDFs and pictures are compressed already.
ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX attachment_conversation ON attachment (conversation_id, id);
COMMENT ON INDEX attachment_conversation IS 'across tenants: a row''s id is never looked for here for its tenant''s sake';
CREATE INDEX attachment_unsent ON attachment (created_at) WHERE conversation_id IS NULL;
COMMENT ON INDEX attachment_unsent IS 'across tenants: what nobody sends goes after a day, whoever''s it is';
SELECT isolate_tenants('attachment', 'SELECT, INSERT, UPDATE');
CREATE POLICY history ON attachment TO CURRENT_USER USING (true);

ALTER TABLE message ADD COLUMN attachments jsonb;

-- The same functions as before, which now take files along.
CREATE OR REPLACE FUNCTION delete_conversations(tenant uuid, ids uuid[]) RETURNS void
    LANGUAGE sql SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH gone AS (
        DELETE FROM turn WHERE tenant_id = tenant AND conversation_id = ANY (ids)
        RETURNING tenant_id, user_id, client_message_id
    )
    DELETE FROM turn_key k USING gone g
    WHERE k.tenant_id = g.tenant_id AND k.user_id = g.user_id AND k.client_message_id = g.client_message_id;
    DELETE FROM feedback WHERE tenant_id = tenant AND conversation_id = ANY (ids);
    DELETE FROM attachment WHERE tenant_id = tenant AND conversation_id = ANY (ids);
    DELETE FROM outcome WHERE tenant_id = tenant AND conversation_id = ANY (ids);
    DELETE FROM conversation WHERE tenant_id = tenant AND id = ANY (ids);
$$;

CREATE OR REPLACE FUNCTION erase_some() RETURNS bigint
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
        -- A user's word on other people's conversations, files without a message, and answers that are kept to be repeated.
        DELETE FROM feedback WHERE tenant_id = todo.tenant_id AND user_id = todo.user_id AND given_at <= todo.requested_at;
        DELETE FROM attachment
        WHERE tenant_id = todo.tenant_id AND user_id = todo.user_id AND created_at <= todo.requested_at;
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

CREATE OR REPLACE FUNCTION sweep_history() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
DECLARE
    most CONSTANT bigint := 5000;
    kept record;
    chosen uuid[];
    gone bigint;
    total bigint := 0;
BEGIN
    -- Files that came with no message, whatever the tenant keeps.
    DELETE FROM attachment a USING (
        SELECT tenant_id, id FROM attachment
        WHERE conversation_id IS NULL AND created_at < now() - interval '1 day' LIMIT most) s
    WHERE a.tenant_id = s.tenant_id AND a.id = s.id;
    GET DIAGNOSTICS total = ROW_COUNT;
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

        DELETE FROM attachment a USING (
            SELECT id FROM attachment WHERE tenant_id = kept.tenant_id AND id < kept.first LIMIT most) s
        WHERE a.tenant_id = kept.tenant_id AND a.id = s.id;
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

-- A message is kept together with its files, or fails with SQLSTATE SPC02 where one of them is another user's or another
-- conversation's. Else as before, and for replicas that know of no files the very same.
DROP FUNCTION begin_turn;
CREATE FUNCTION begin_turn(
    tenant uuid, turn uuid, lease double precision, the_user text, key text, digest text,
    agent_id uuid, agent_version bigint, tenant_version bigint,
    conversation uuid, active uuid, running uuid, settings int, role text, title text,
    message uuid, parent uuid, place int, content text,
    event uuid, event_type text, traceparent text, event_data text,
    files jsonb DEFAULT NULL, file_ids uuid[] DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS
$$
#variable_conflict use_column
DECLARE
    definition bigint;
    taken int;
BEGIN
    PERFORM set_config('app.tenant_id', begin_turn.tenant::text, true);
    SELECT a.definition_version INTO definition
    FROM agent a JOIN tenant t ON t.tenant_id = a.tenant_id
    WHERE a.tenant_id = begin_turn.tenant AND a.id = begin_turn.agent_id
      AND a.version <= begin_turn.agent_version AND t.version <= begin_turn.tenant_version;
    IF NOT FOUND THEN
        RETURN 'outdated';
    END IF;
    -- Not written where the key is taken, see claim_turn_key.
    INSERT INTO turn (tenant_id, id, conversation_id, user_message_id, user_id, client_message_id, request_digest, state,
                      attempt, agent_id, agent_version, expires_at, started_at)
    VALUES (begin_turn.tenant, begin_turn.turn, begin_turn.conversation, begin_turn.message, begin_turn.the_user,
            begin_turn.key, begin_turn.digest, 'running', 1, begin_turn.agent_id, definition,
            now() + make_interval(secs => begin_turn.lease), now());
    IF NOT FOUND THEN
        RETURN 'repeated';
    END IF;
    IF begin_turn.title IS NULL THEN
        UPDATE conversation c
        SET active_message_id = begin_turn.message, running_turn_id = begin_turn.turn, updated_at = now()
        WHERE c.tenant_id = begin_turn.tenant AND c.id = begin_turn.conversation
          AND c.active_message_id = begin_turn.active AND c.settings_version = begin_turn.settings
          AND c.running_turn_id IS NOT DISTINCT FROM begin_turn.running AND c.deleted_at IS NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the conversation has gone on' USING ERRCODE = 'SPC01';
        END IF;
    ELSE
        INSERT INTO conversation (tenant_id, id, user_id, agent_id, agent_role, title, active_message_id, running_turn_id,
                                  created_at, updated_at)
        VALUES (begin_turn.tenant, begin_turn.conversation, begin_turn.the_user, begin_turn.agent_id, begin_turn.role,
                begin_turn.title, begin_turn.message, begin_turn.turn, now(), now());
        INSERT INTO outbox (tenant_id, id, topic, type, subject, occurred_at, traceparent, data)
        VALUES (begin_turn.tenant, begin_turn.event, 'spectrum.conversation.events', begin_turn.event_type,
                begin_turn.conversation::text, now(), begin_turn.traceparent, begin_turn.event_data);
    END IF;
    INSERT INTO message (tenant_id, id, conversation_id, parent_message_id, position, role, content, tool_calls, tool_results,
                         tokens_used, created_at, attachments)
    VALUES (begin_turn.tenant, begin_turn.message, begin_turn.conversation, begin_turn.parent, begin_turn.place, 'user',
            begin_turn.content, '{"rounds": []}', '{"items": []}', 0, now(), begin_turn.files);
    IF begin_turn.file_ids IS NOT NULL THEN
        UPDATE attachment a SET conversation_id = begin_turn.conversation
        WHERE a.tenant_id = begin_turn.tenant AND a.id = ANY (begin_turn.file_ids) AND a.user_id = begin_turn.the_user
          AND (a.conversation_id IS NULL OR a.conversation_id = begin_turn.conversation);
        GET DIAGNOSTICS taken = ROW_COUNT;
        IF taken < cardinality(begin_turn.file_ids) THEN
            RAISE EXCEPTION 'not all files can be sent' USING ERRCODE = 'SPC02';
        END IF;
    END IF;
    RETURN 'begun';
END
$$;
REVOKE ALL ON FUNCTION begin_turn FROM public;
GRANT EXECUTE ON FUNCTION begin_turn TO ${app_role};
