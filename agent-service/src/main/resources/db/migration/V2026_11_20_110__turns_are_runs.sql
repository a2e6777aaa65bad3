-- A turn of a conversation is a run too: an agent's, not a prompt's. Its words are the conversation's, and not here.
ALTER TABLE run
    ALTER COLUMN prompt_id DROP NOT NULL,
    ALTER COLUMN prompt_version DROP NOT NULL,
    ADD COLUMN agent_id uuid,
    ADD COLUMN agent_role text,
    ADD COLUMN agent_version bigint,
    -- NULL for a conversation that only its client keeps.
    ADD COLUMN conversation_id uuid,
    DROP CONSTRAINT run_source_check,
    ADD CONSTRAINT run_source_check CHECK (source IN ('prompt', 'action', 'shortcut', 'turn')),
    ADD CONSTRAINT run_origin_check CHECK (CASE WHEN source = 'turn'
        THEN num_nulls(agent_id, agent_role, agent_version) = 0
        ELSE num_nulls(prompt_id, prompt_version) = 0 END);
CREATE INDEX run_agent ON run (tenant_id, agent_id, id) WHERE agent_id IS NOT NULL;

-- Until when a user is forgotten: an event that tells of a turn before that may come late.
CREATE TABLE erased_user (
    tenant_id uuid        NOT NULL,
    user_id   text        NOT NULL,
    until     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);
SELECT isolate_tenants('erased_user', 'SELECT');

CREATE OR REPLACE FUNCTION erase_runs_of(erased text, until timestamptz) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    INSERT INTO erased_user AS known (tenant_id, user_id, until) VALUES (current_tenant(), erased, erase_runs_of.until)
    ON CONFLICT (tenant_id, user_id) DO UPDATE SET until = greatest(known.until, excluded.until);
    DELETE FROM run WHERE tenant_id = current_tenant() AND user_id = erased AND created_at <= erase_runs_of.until;
    DELETE FROM idempotency WHERE tenant_id = current_tenant() AND caller = erased AND created_at <= erase_runs_of.until;
$$;
