-- Everything that people change; what is left is a log itself (versions, runs, the ledger) or no setting.
SELECT audit_changes('tenant');
SELECT audit_changes('white_label');
SELECT audit_changes('agent');
SELECT audit_changes('prompt');
SELECT audit_changes('prompt_label');
SELECT audit_changes('action');
SELECT audit_changes('broker');
SELECT audit_changes('broker_value');
SELECT audit_changes('shortcut');
