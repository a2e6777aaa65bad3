-- {"attempt": 1, "calls": [...]}: what an attempt has asked of models, as of its last sign of life. Whoever ends the attempt, or takes
-- the turn over, because its process died, tells it. Means nothing once the attempt has ended.
ALTER TABLE turn ADD COLUMN asked jsonb;
