SELECT audit_changes('tenant');
SELECT audit_changes('agent');
SELECT audit_changes('white_label');
