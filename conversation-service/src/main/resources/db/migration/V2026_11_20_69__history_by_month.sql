-- Messages and turns are partitioned by month. They go by their UUIDv7, so that the keys stay what they were, and whoever
-- asks for an id reads one partition. The tables of before become the first partition as they are: no row is moved.
-- A message or turn may outlive the message it names, by its tenant's retention; so nothing refers to messages by a foreign key.
ALTER TABLE turn DROP CONSTRAINT turn_tenant_id_user_message_id_fkey;
ALTER TABLE message DROP CONSTRAINT message_tenant_id_parent_message_id_fkey;
DROP FUNCTION branch(uuid, int);

-- The smallest UUIDv7 of a moment.
CREATE FUNCTION first_uuid_of(moment timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    RETURN rpad(lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0'), 32, '0')::uuid;
REVOKE ALL ON FUNCTION first_uuid_of(timestamptz) FROM public;

-- Beside the primary keys no index of these tables begins with the tenant. Of a tenant that PostgreSQL has no statistics of yet
-- it expects a row or none, so that every index that begins with the tenant looks as good as the key for a row's id, and it
-- may read all that the tenant has.
DROP INDEX message_conversation, turn_conversation, turn_client_message, conversation_user;
CREATE INDEX message_conversation ON message (conversation_id, position, id);
COMMENT ON INDEX message_conversation IS 'across tenants: a row''s id is never looked for here for its tenant''s sake';
CREATE INDEX turn_conversation ON turn (conversation_id, id);
COMMENT ON INDEX turn_conversation IS 'across tenants: a row''s id is never looked for here for its tenant''s sake';
-- Not unique any more: repeats are told by a table of their own, see below.
CREATE INDEX turn_client_message ON turn (user_id, client_message_id);
COMMENT ON INDEX turn_client_message IS 'across tenants: a row''s id is never looked for here for its tenant''s sake';
CREATE INDEX conversation_user ON conversation (user_id, id);
COMMENT ON INDEX conversation_user IS 'across tenants: a row''s id is never looked for here for its tenant''s sake';

-- Partitions the table as it is now, its columns, checks and indexes included.
CREATE FUNCTION partition_by_month(partitioned text, grants text) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    before text := partitioned || '_before';
    next_month timestamptz := (date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
    index record;
BEGIN
    EXECUTE format('ALTER TABLE %I RENAME TO %I', partitioned, before);
    EXECUTE format('ALTER INDEX %I RENAME TO %I', partitioned || '_pkey', before || '_pkey');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING COMMENTS,'
        ' PRIMARY KEY (tenant_id, id),'
        ' FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation DEFERRABLE INITIALLY DEFERRED)'
        ' PARTITION BY RANGE (id)', partitioned, before);
    FOR index IN SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition, obj_description(c.oid, 'pg_class') AS comment
                 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                 WHERE i.indrelid = before::regclass AND NOT i.indisprimary LOOP
        EXECUTE format('ALTER INDEX %I RENAME TO %I', index.name, replace(index.name, partitioned, before));
        EXECUTE replace(index.definition, before, partitioned);
        EXECUTE format('COMMENT ON INDEX %I IS %L', index.name, index.comment);
    END LOOP;
    PERFORM isolate_tenants(partitioned::regclass, grants);
    EXECUTE format('CREATE POLICY history ON %I TO CURRENT_USER USING (true)', partitioned);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)', partitioned, before,
        first_uuid_of(next_month));
END
$$;
SELECT partition_by_month('message', 'SELECT, INSERT');
SELECT partition_by_month('turn', 'SELECT, INSERT, UPDATE');
DROP FUNCTION partition_by_month(text, text);

-- The messages that lead to one, itself included, at most the last so many. Runs as its caller, so it sees one tenant. Each
-- message is looked for by its id, whatever PostgreSQL expects of the tenant: OFFSET 0 keeps a lookup from becoming a join,
-- in which it may read all that the tenant has, and what the caller asks beside from choosing another index.
CREATE FUNCTION branch(leaf uuid, size int) RETURNS SETOF message
    LANGUAGE sql STABLE AS
$$
    WITH RECURSIVE line AS (
        SELECT m.id, m.parent_message_id, 1 AS step FROM message m WHERE m.id = leaf
        UNION ALL
        SELECT parent.id, parent.parent_message_id, line.step + 1
        FROM line, LATERAL (SELECT * FROM message m WHERE m.id = line.parent_message_id OFFSET 0) parent
        WHERE line.step < size
    )
    SELECT said.* FROM line, LATERAL (SELECT * FROM message m WHERE m.id = line.id OFFSET 0) said OFFSET 0
$$;

-- What makes a repeat a repeat is unique over all months, which no index of a partitioned table can be: it has a table of
-- its own, which a turn writes to before it is written itself. A turn whose key is taken is not written.
CREATE TABLE turn_key (
    tenant_id         uuid NOT NULL,
    user_id           text NOT NULL,
    client_message_id text NOT NULL,
    turn_id           uuid NOT NULL,
    PRIMARY KEY (tenant_id, user_id, client_message_id)
);
SELECT isolate_tenants('turn_key', 'SELECT, INSERT');
CREATE POLICY history ON turn_key TO CURRENT_USER USING (true);
INSERT INTO turn_key SELECT tenant_id, user_id, client_message_id, id FROM turn;
CREATE FUNCTION claim_turn_key() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO turn_key (tenant_id, user_id, client_message_id, turn_id)
    VALUES (NEW.tenant_id, NEW.user_id, NEW.client_message_id, NEW.id)
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
        RETURN NEW;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER claim_turn_key BEFORE INSERT ON turn FOR EACH ROW EXECUTE FUNCTION claim_turn_key();

-- Makes the partitions of this month and the next three, where there are none.
CREATE FUNCTION make_history_partitions() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp SET lock_timeout = '2s' AS
$$
DECLARE
    partitioned text;
    month timestamp;
    partition text;
    index record;
BEGIN
    FOREACH partitioned IN ARRAY ARRAY ['message', 'turn'] LOOP
        FOR ahead IN 0..3 LOOP
            month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead);
            partition := partitioned || '_' || to_char(month, 'YYYY_MM');
            CONTINUE WHEN to_regclass(partition) IS NOT NULL;
            BEGIN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', partition, partitioned,
                    first_uuid_of(month AT TIME ZONE 'UTC'),
                    first_uuid_of((month + interval '1 month') AT TIME ZONE 'UTC'));
                PERFORM isolate_tenants(partition::regclass, 'SELECT');
                FOR index IN SELECT i.inhrelid::regclass AS name, obj_description(i.inhparent, 'pg_class') AS comment
                             FROM pg_index x JOIN pg_inherits i ON i.inhrelid = x.indexrelid
                             WHERE x.indrelid = partition::regclass LOOP
                    EXECUTE format('COMMENT ON INDEX %s IS %L', index.name, index.comment);
                END LOOP;
            EXCEPTION
                -- The month in which the tables were partitioned is in the first partition; or another replica is at it.
                WHEN invalid_object_definition OR duplicate_table THEN NULL;
            END;
        END LOOP;
    END LOOP;
EXCEPTION
    WHEN lock_not_available THEN NULL;
END
$$;

-- Drops the partitions of months that are over and of which nothing is kept any more.
CREATE FUNCTION drop_empty_history_partitions() RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp SET lock_timeout = '500ms' AS
$$
DECLARE
    partition regclass;
    is_empty boolean;
    dropped int := 0;
BEGIN
    FOR partition IN
        SELECT c.oid FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
        WHERE inhparent IN ('message'::regclass, 'turn'::regclass) AND c.relname ~ '_\d{4}_\d{2}$'
          AND to_date(right(c.relname, 7), 'YYYY_MM') < date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 month'
    LOOP
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s)', partition) INTO is_empty;
        IF is_empty THEN
            EXECUTE format('DROP TABLE %s', partition);
            dropped := dropped + 1;
        END IF;
    END LOOP;
    RETURN dropped;
EXCEPTION
    -- Turns come first.
    WHEN lock_not_available THEN RETURN 0;
END
$$;
REVOKE ALL ON FUNCTION make_history_partitions(), drop_empty_history_partitions() FROM public;
GRANT EXECUTE ON FUNCTION make_history_partitions(), drop_empty_history_partitions() TO ${app_role};
SELECT make_history_partitions();
