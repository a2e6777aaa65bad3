-- A conversation has one turn at a time. What becomes of a message that comes meanwhile, and which tools its agent may use
-- without asking, are settings of the conversation.
ALTER TABLE conversation ADD COLUMN running_turn_id uuid;
ALTER TABLE conversation ADD COLUMN when_busy text NOT NULL DEFAULT 'enqueue'
    CHECK (when_busy IN ('reject', 'enqueue', 'interrupt'));
ALTER TABLE conversation ADD COLUMN permission_mode text NOT NULL DEFAULT 'autopilot'
    CHECK (permission_mode IN ('autopilot', 'co_pilot', 'manual'));
ALTER TABLE conversation ADD COLUMN settings_version int NOT NULL DEFAULT 0;

ALTER TABLE turn DROP CONSTRAINT turn_state_check;
ALTER TABLE turn ADD CONSTRAINT turn_state_check CHECK (state IN ('running', 'waiting', 'completed', 'failed', 'stopped'));
-- What a waiting turn asks: {"message_id", "text", "requests": [{"id", "name", "arguments"}], "asked": ["id"]}
ALTER TABLE turn ADD COLUMN pending jsonb;
