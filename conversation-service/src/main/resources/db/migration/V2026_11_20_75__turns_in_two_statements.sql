-- A turn writes twice, each time in one statement that is a transaction of its own: what it takes is sent at once, and nothing
-- is asked in between. Both functions run as the service's role, under row-level security, and set the tenant first.

-- Keeps the user's message and opens its turn:
--   begun     it is so
--   repeated  the user's key has a turn already. Waits while another transaction opens a turn with the same key
--   outdated  a newer version of the agent or the tenant is known than the one given
-- or fails with SQLSTATE SPC01, if the conversation has gone on from what it was said to be. Only begun has written anything.
-- A conversation is started where it has a title.
CREATE FUNCTION begin_turn(
    tenant uuid, turn uuid, lease double precision, the_user text, key text, digest text,
    agent_id uuid, agent_version bigint, tenant_version bigint,
    conversation uuid, active uuid, running uuid, settings int, role text, title text,
    message uuid, parent uuid, place int, content text,
    event uuid, event_type text, traceparent text, event_data text) RETURNS text
    LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS
$$
#variable_conflict use_column
DECLARE
    definition bigint;
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
                         tokens_used, created_at)
    VALUES (begin_turn.tenant, begin_turn.message, begin_turn.conversation, begin_turn.parent, begin_turn.place, 'user',
            begin_turn.content, '{"rounds": []}', '{"items": []}', 0, now());
    RETURN 'begun';
END
$$;

-- Ends an attempt, with what the assistant said, if it said anything, and the event that tells of it:
--   active      the message is the conversation's active one
--   ended       there is none, or the user went on without it
--   superseded  the attempt is no longer the turn's last one; nothing is written
CREATE FUNCTION end_turn(
    tenant uuid, turn uuid, number int, outcome text, failure text, pending jsonb, rounds jsonb, answer text,
    input bigint, output bigint, cost bigint,
    conversation uuid, active uuid, message uuid, place int, content text, calls jsonb, results jsonb, tokens bigint,
    message_ending text, event uuid, event_type text, traceparent text, event_data text) RETURNS text
    LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS
$$
#variable_conflict use_column
DECLARE
    is_active boolean;
BEGIN
    PERFORM set_config('app.tenant_id', end_turn.tenant::text, true);
    UPDATE turn t
    SET state = end_turn.outcome, failure = end_turn.failure, pending = end_turn.pending, tool_rounds = end_turn.rounds,
        answer = end_turn.answer, input_tokens = end_turn.input, output_tokens = end_turn.output,
        cost_micro_usd = end_turn.cost, ended_at = CASE WHEN end_turn.outcome <> 'waiting' THEN now() END
    WHERE t.tenant_id = end_turn.tenant AND t.id = end_turn.turn AND t.attempt = end_turn.number AND t.state = 'running';
    IF NOT FOUND THEN
        RETURN 'superseded';
    END IF;
    IF end_turn.message IS NOT NULL THEN
        INSERT INTO message (tenant_id, id, conversation_id, parent_message_id, position, role, content, tool_calls,
                             tool_results, tokens_used, ending, created_at)
        VALUES (end_turn.tenant, end_turn.message, end_turn.conversation, end_turn.active, end_turn.place, 'assistant',
                end_turn.content, end_turn.calls, end_turn.results, end_turn.tokens, end_turn.message_ending, now());
    END IF;
    INSERT INTO outbox (tenant_id, id, topic, type, subject, occurred_at, traceparent, data)
    VALUES (end_turn.tenant, end_turn.event, 'spectrum.conversation.events', end_turn.event_type, end_turn.conversation::text,
            now(), end_turn.traceparent, end_turn.event_data);
    UPDATE conversation c
    SET running_turn_id = nullif(c.running_turn_id, end_turn.turn), updated_at = now(),
        active_message_id = CASE WHEN c.active_message_id = end_turn.active
                                 THEN coalesce(end_turn.message, c.active_message_id) ELSE c.active_message_id END
    WHERE c.tenant_id = end_turn.tenant AND c.id = end_turn.conversation
    RETURNING c.active_message_id = end_turn.message INTO is_active;
    RETURN CASE WHEN is_active THEN 'active' ELSE 'ended' END;
END
$$;
REVOKE ALL ON FUNCTION begin_turn, end_turn FROM public;
GRANT EXECUTE ON FUNCTION begin_turn, end_turn TO ${app_role};
