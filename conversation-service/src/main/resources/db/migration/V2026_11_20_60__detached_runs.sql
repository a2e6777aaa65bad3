-- A run goes on without its client, and ends even if its process does not.
ALTER TABLE turn DROP CONSTRAINT turn_state_check;
ALTER TABLE turn ADD CONSTRAINT turn_state_check CHECK (state IN ('running', 'completed', 'failed', 'stopped'));
-- Somebody does not want the answer any more; whoever takes the turn looks here.
ALTER TABLE turn ADD COLUMN stop_requested boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN turn.expires_at IS 'until when the process that takes the turn is taken to be alive; it pushes this ahead';
CREATE INDEX turn_lease ON turn (expires_at) WHERE state = 'running';
COMMENT ON INDEX turn_lease IS 'across tenants: turns whose process died are ended by another';

-- How the assistant's message ended: said to its end, stopped by the user, or broken off by the model.
ALTER TABLE message ADD COLUMN ending text NOT NULL DEFAULT 'complete' CHECK (ending IN ('complete', 'stopped', 'broken_off'));

-- Turns whose process has given no sign of life: ids alone, each is ended as its own tenant.
CREATE POLICY lost ON turn FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION lost_turns() RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT t.tenant_id, t.id FROM turn t WHERE t.state = 'running' AND t.expires_at < now() ORDER BY t.expires_at LIMIT 200
$$;
REVOKE ALL ON FUNCTION lost_turns() FROM public;
GRANT EXECUTE ON FUNCTION lost_turns() TO ${app_role};
