-- Conversations can be renamed, deleted (kept, until retention or erasure takes them) and searched.
ALTER TABLE conversation ADD COLUMN revision bigint NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN deleted_at timestamptz;

-- The words of a text, without the grammar of any language. The tenant is the first of them, so that a search reads no more
-- of the index than the tenant's own: GIN takes no uuid without an extension, which not every installation may make.
CREATE FUNCTION words_of(tenant_id uuid, text text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_to_tsvector(ARRAY ['tenant:' || tenant_id::text]) || to_tsvector('simple'::regconfig, left(text, 100000));

ALTER TABLE conversation ADD COLUMN search tsvector GENERATED ALWAYS AS (words_of(tenant_id, title)) STORED;
CREATE INDEX conversation_search ON conversation USING gin (search) WITH (gin_pending_list_limit = 512);
COMMENT ON INDEX conversation_search IS 'across tenants: each entry''s first word is its tenant';
ALTER TABLE message ADD COLUMN search tsvector GENERATED ALWAYS AS (words_of(tenant_id, content)) STORED;
CREATE INDEX message_search ON message USING gin (search) WITH (gin_pending_list_limit = 512);
COMMENT ON INDEX message_search IS 'across tenants: each entry''s first word is its tenant';

CREATE POLICY history ON conversation TO CURRENT_USER USING (true);
CREATE POLICY history ON message TO CURRENT_USER USING (true);

-- The current tenant's conversations in which the words stand, each with the last of the messages in which they do (none,
-- where only the title has them); the newest conversation first. Runs as the owner, and says itself whose they are: under
-- row-level security PostgreSQL uses no index for an operator that is not leakproof, and @@ is not. An empty reader or role
-- is any.
CREATE FUNCTION search_conversations(words text, reader text, role text, agent text, since timestamptz, until timestamptz,
                                     before uuid, size int) RETURNS TABLE (conversation_id uuid, message_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH wanted AS (
        SELECT ('''tenant:' || current_tenant()::text || '''')::tsquery && asked AS query
        FROM websearch_to_tsquery('simple', words) asked
        WHERE numnode(asked) > 0
    ), found AS (
        SELECT m.conversation_id, m.id FROM wanted, message m
        WHERE m.search @@ wanted.query AND m.tenant_id = current_tenant()
        UNION ALL
        SELECT c.id, NULL FROM wanted, conversation c
        WHERE c.search @@ wanted.query AND c.tenant_id = current_tenant()
    )
    SELECT DISTINCT ON (c.id) c.id, f.id
    FROM found f JOIN conversation c ON c.tenant_id = current_tenant() AND c.id = f.conversation_id
    WHERE c.deleted_at IS NULL
      AND (reader = '' OR c.user_id = reader) AND (role = '' OR c.agent_role = role) AND (agent = '' OR c.agent_id::text = agent)
      AND c.created_at >= since AND c.created_at < until AND c.id < before
    ORDER BY c.id DESC, f.id DESC NULLS LAST
    LIMIT size
$$;
REVOKE ALL ON FUNCTION search_conversations FROM public;
GRANT EXECUTE ON FUNCTION search_conversations TO ${app_role};
