-- What a user keeps for themselves is theirs alone: that it changed, when and by whom is in the log, and never what it is.
DROP TRIGGER log_change ON broker_value;
CREATE TRIGGER log_change AFTER INSERT ON broker_value FOR EACH ROW WHEN (NEW.scope <> 'user')
    EXECUTE FUNCTION log_change('broker_id,scope,scope_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON broker_value FOR EACH ROW WHEN (OLD.scope <> 'user' AND NEW.scope <> 'user')
    EXECUTE FUNCTION log_change('broker_id,scope,scope_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON broker_value FOR EACH ROW WHEN (OLD.scope <> 'user')
    EXECUTE FUNCTION log_change('broker_id,scope,scope_id', '');
CREATE TRIGGER log_own_change AFTER INSERT ON broker_value FOR EACH ROW WHEN (NEW.scope = 'user')
    EXECUTE FUNCTION log_change('broker_id,scope,scope_id', 'value');
CREATE TRIGGER log_own_update AFTER UPDATE ON broker_value FOR EACH ROW WHEN (OLD.scope = 'user' OR NEW.scope = 'user')
    EXECUTE FUNCTION log_change('broker_id,scope,scope_id', 'value');
CREATE TRIGGER log_own_delete AFTER DELETE ON broker_value FOR EACH ROW WHEN (OLD.scope = 'user')
    EXECUTE FUNCTION log_change('broker_id,scope,scope_id', 'value');

-- What the log has of them already goes. The owner sees all tenants' rows for this one statement alone.
CREATE POLICY redaction ON change_log TO CURRENT_USER USING (true);
UPDATE change_log
SET before = CASE WHEN before ? 'value' THEN jsonb_set(before, '{value}', '"(secret)"') ELSE before END,
    after  = CASE WHEN after ? 'value' THEN jsonb_set(after, '{value}', '"(secret)"') ELSE after END
WHERE entity = 'broker_value' AND split_part(entity_id, ':', 2) = 'user';
DROP POLICY redaction ON change_log;
