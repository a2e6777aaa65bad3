-- What people set up. Contacts and the like are changed by tools, and each call of a tool is in the trail already.
SELECT audit_changes('upstream');
-- Its use, its tests, refreshed tokens and new keys change a connection too.
SELECT audit_changes_of('connection', ARRAY ['edited_version', 'deleted_at'], 'credentials');
-- What an upstream offers is its own affair until somebody accepts it.
SELECT audit_changes_of('upstream_tool', ARRAY ['pinned_hash', 'rejected_hash', 'tags']);
