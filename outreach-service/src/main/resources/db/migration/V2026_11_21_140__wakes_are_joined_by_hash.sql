-- Workers look for touches by their keys alone, with joins by hash or by merge switched off; what a statement changed is joined
-- with what it was, without any key.
ALTER FUNCTION wake_senders_of_changed() SET enable_hashjoin = on;
