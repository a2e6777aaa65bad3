-- What people set up. Who unsubscribed or bounced is in here as well, as suppressed by the service.
SELECT audit_changes('sender');
SELECT audit_changes('suppression');
-- Planning its touches changes a campaign too.
SELECT audit_changes_of('campaign', ARRAY ['name', 'permission_mode', 'sequence', 'sender_ids', 'lead_filter', 'status']);
-- Leads edited by hand; an import has its own record.
SELECT audit_changes_by_people('lead');
