-- Messages that wait for the answer to another one in their conversation. A row goes when the message's turn has begun, or nobody waits
-- any more; where its process died before that, another begins the turn, and ends it.
CREATE TABLE waiting_message (
    tenant_id       uuid        NOT NULL,
    -- UUIDv7; the message's own, where its client gave it none.
    id              uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    user_id         text        NOT NULL,
    -- {"agent_role", "parent_message_id", "is_at_root", "text", "attachments": ["id"], "key"}; no token.
    asked           jsonb       NOT NULL,
    -- Until when the process in which it waits is taken to be alive.
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    -- Whatever deletes the conversation, such as an erasure, deletes what waits for it.
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX waiting_message_conversation ON waiting_message (tenant_id, conversation_id);
CREATE INDEX waiting_message_lease ON waiting_message (expires_at);
COMMENT ON INDEX waiting_message_lease IS 'across tenants: messages whose process died are taken on by another';
SELECT isolate_tenants('waiting_message', 'SELECT, INSERT, UPDATE, DELETE');

-- Ids alone, each is taken on as its own tenant; in the order in which they came.
CREATE POLICY lost ON waiting_message FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION lost_messages() RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT w.tenant_id, w.id FROM waiting_message w WHERE w.expires_at < now() ORDER BY w.id LIMIT 200
$$;
REVOKE ALL ON FUNCTION lost_messages() FROM public;
GRANT EXECUTE ON FUNCTION lost_messages() TO ${app_role};
