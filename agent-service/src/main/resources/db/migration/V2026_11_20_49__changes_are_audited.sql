SELECT audit_changes('tenant');
SELECT audit_changes('agent');
