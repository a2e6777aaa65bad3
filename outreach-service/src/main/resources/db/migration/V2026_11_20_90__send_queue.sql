-- What a sender is set to beside its limit and window.
ALTER TABLE sender
    -- What shares one limit: channel and organisational domain, or channel and address.
    ADD COLUMN pool            text NOT NULL DEFAULT '',
    -- Seconds between two messages, drawn anew after each.
    ADD COLUMN pace_from       int  NOT NULL DEFAULT 120 CHECK (pace_from >= 0),
    ADD COLUMN pace_to         int  NOT NULL DEFAULT 900 CHECK (pace_to >= pace_from),
    ADD COLUMN warm_up_from    date,
    ADD COLUMN warm_up_first   int CHECK (warm_up_first > 0),
    ADD COLUMN warm_up_step    int CHECK (warm_up_step > 0),
    -- Null unless it sends nothing for now.
    ADD COLUMN paused_at       timestamptz,
    ADD COLUMN pause_code      text,
    ADD COLUMN pause_reason    text;
CREATE INDEX sender_pool ON sender (tenant_id, pool) WHERE deleted_at IS NULL;

-- How much of a limit is used. What was begun at a moment counts until its window has passed since the last moment at
-- which that attempt can have left, rounded up: so no window of that length, wherever it begins, holds more than the limit.
CREATE TABLE limit_use (
    tenant_id uuid        NOT NULL,
    -- sender:<id>, or pool:<pool>, and the length of the window in seconds.
    subject   text        NOT NULL,
    until     timestamptz NOT NULL,
    used      int         NOT NULL CHECK (used >= 0),
    PRIMARY KEY (tenant_id, subject, until)
);
SELECT isolate_tenants('limit_use', 'SELECT, INSERT, UPDATE, DELETE');
DROP TABLE sender_day;

-- When a worker has to look at a sender: not before its pace allows, nor before a touch of its is due.
CREATE TABLE sender_queue (
    tenant_id   uuid        NOT NULL,
    sender_id   uuid        NOT NULL,
    next_at     timestamptz NOT NULL,
    paced_until timestamptz NOT NULL,
    -- When its pool has room again.
    full_until  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, sender_id)
);
CREATE INDEX sender_queue_next ON sender_queue (tenant_id, next_at);
CREATE INDEX sender_queue_due ON sender_queue (next_at);
COMMENT ON INDEX sender_queue_due IS 'across tenants: workers learn whose senders have something to do';
SELECT isolate_tenants('sender_queue', 'SELECT, INSERT, UPDATE');

-- Something of a sender's has changed: its next_at may be too late. Rows are only added, and deleted by the claim that heeds
-- them, so whoever plans or reschedules touches waits for no claim.
CREATE TABLE sender_wake (
    tenant_id uuid   NOT NULL,
    sender_id uuid   NOT NULL,
    number    bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant_id, sender_id, number)
);
SELECT isolate_tenants('sender_wake', 'SELECT, INSERT, DELETE');

CREATE FUNCTION queue_sender() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO sender_queue (tenant_id, sender_id, next_at, paced_until, full_until)
        VALUES (NEW.tenant_id, NEW.id, 'infinity', '-infinity', '-infinity');
    ELSE
        INSERT INTO sender_wake (tenant_id, sender_id) VALUES (NEW.tenant_id, NEW.id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER queue_sender AFTER INSERT OR UPDATE ON sender FOR EACH ROW EXECUTE FUNCTION queue_sender();

CREATE FUNCTION wake_senders_of_new() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO sender_wake (tenant_id, sender_id)
    SELECT DISTINCT tenant_id, sender_id FROM new_rows WHERE status = 'scheduled';
    RETURN NULL;
END
$$;
CREATE TRIGGER wake_senders_of_new AFTER INSERT ON touch REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION wake_senders_of_new();

CREATE FUNCTION wake_senders_of_changed() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO sender_wake (tenant_id, sender_id)
    SELECT DISTINCT n.tenant_id, n.sender_id
    FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
    WHERE n.status IN ('scheduled', 'sending')
        AND (o.status NOT IN ('scheduled', 'sending') OR n.claimable_at < o.claimable_at OR n.sender_id <> o.sender_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER wake_senders_of_changed AFTER UPDATE ON touch REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION wake_senders_of_changed();

-- Across tenants a worker learns whose turn it is, and nothing else.
CREATE POLICY look ON sender_queue TO CURRENT_USER USING (true);
CREATE POLICY look ON sender_wake TO CURRENT_USER USING (true);
CREATE FUNCTION tenants_with_due_touches(size int) RETURNS TABLE (tenant_id uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT found.tenant_id
    FROM (
        (SELECT q.tenant_id, q.next_at AS since FROM sender_queue q
            WHERE q.next_at <= (SELECT clock_timestamp()) ORDER BY q.next_at LIMIT 1000)
        UNION ALL
        (SELECT w.tenant_id, (SELECT clock_timestamp()) FROM sender_wake w LIMIT 1000)) found
    GROUP BY found.tenant_id ORDER BY min(found.since) LIMIT size
$$;
REVOKE ALL ON FUNCTION tenants_with_due_touches(int) FROM public;
GRANT EXECUTE ON FUNCTION tenants_with_due_touches(int) TO ${app_role};

-- Senders that have something to do and that this transaction alone works on until it ends: it holds the pool that each of
-- them shares its limits in. What others are at is left to them, so nobody waits and nothing deadlocks.
CREATE FUNCTION hold_ready_senders(size int) RETURNS TABLE (sender_id uuid)
    LANGUAGE sql VOLATILE AS
$$
    WITH ready AS MATERIALIZED (
        SELECT r.sender_id, min(r.since) AS since
        FROM (
            (SELECT q.sender_id, q.next_at AS since FROM sender_queue q
                WHERE q.tenant_id = current_tenant() AND q.next_at <= (SELECT clock_timestamp())
                ORDER BY q.next_at LIMIT size)
            UNION ALL
            (SELECT w.sender_id, (SELECT clock_timestamp()) FROM sender_wake w
                WHERE w.tenant_id = current_tenant() LIMIT 1000)) r
        GROUP BY r.sender_id ORDER BY 2 LIMIT size),
    pooled AS MATERIALIZED (
        SELECT r.sender_id, coalesce(nullif(s.pool, ''), s.id::text) AS pool
        FROM ready r JOIN sender s ON s.tenant_id = current_tenant() AND s.id = r.sender_id),
    mine AS MATERIALIZED (
        SELECT p.pool FROM (SELECT DISTINCT pool FROM pooled) p
        WHERE pg_try_advisory_xact_lock(hashtextextended('outreach.pool ' || current_tenant()::text || ' ' || p.pool, 0)))
    SELECT p.sender_id FROM pooled p JOIN mine USING (pool)
$$;
REVOKE ALL ON FUNCTION hold_ready_senders(int) FROM public;
GRANT EXECUTE ON FUNCTION hold_ready_senders(int) TO ${app_role};

DROP FUNCTION claim_due_touches(uuid, int, interval);
DROP POLICY claim ON touch;
DROP INDEX touch_due;
ALTER TABLE touch DROP CONSTRAINT touch_status_check;
ALTER TABLE touch
    ADD CONSTRAINT touch_status_check CHECK (status IN
        ('awaiting_approval', 'scheduled', 'held', 'sending', 'sent', 'skipped', 'failed', 'unknown')),
    -- When it took the part of its sender's limits, and the credit, that it holds; null if it holds none.
    ADD COLUMN counted_at    timestamptz,
    ADD COLUMN delivered_at  timestamptz,
    ADD COLUMN opened_at     timestamptz,
    ADD COLUMN clicked_at    timestamptz,
    ADD COLUMN replied_at    timestamptz,
    ADD COLUMN bounced_at    timestamptz,
    ADD COLUMN complained_at timestamptz,
    DROP COLUMN counted_on;
-- What waits, sender by sender, so that what a claim costs goes by what it takes.
CREATE INDEX touch_waiting ON touch (tenant_id, sender_id, claimable_at) WHERE status IN ('scheduled', 'sending');
CREATE INDEX touch_lead_ended ON touch (tenant_id, lead_id, campaign_id)
    WHERE bounced_at IS NOT NULL OR complained_at IS NOT NULL;
-- Its condition keeps the planner from reading a thread by its sender, who may have sent a hundred thousand.
CREATE INDEX touch_sent_by ON touch (tenant_id, sender_id, sent_at) WHERE status = 'sent' AND sent_at IS NOT NULL;
CREATE INDEX touch_lead_waiting ON touch (tenant_id, lead_id, campaign_id) WHERE status = 'scheduled';
-- Of which it is not known whether they were delivered: the gateway is asked now and then.
CREATE INDEX touch_unknown ON touch (claimable_at) WHERE status = 'unknown';
COMMENT ON INDEX touch_unknown IS 'across tenants: workers ask the gateway about them';
CREATE POLICY reconcile ON touch TO CURRENT_USER USING (true);
-- Those of which the gateway may have forgotten the key are left to people.
CREATE FUNCTION unknown_touches(size int, patience interval, remembered interval) RETURNS TABLE (tenant_id uuid, touch_id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH due AS MATERIALIZED (
        SELECT t.tenant_id, t.id FROM touch t
        WHERE t.status = 'unknown' AND t.claimable_at <= (SELECT clock_timestamp())
            AND t.first_attempt_at > (SELECT clock_timestamp()) - remembered
        ORDER BY t.claimable_at LIMIT size
        FOR UPDATE SKIP LOCKED)
    UPDATE touch SET claimable_at = clock_timestamp() + patience
    FROM due WHERE touch.tenant_id = due.tenant_id AND touch.id = due.id
    RETURNING touch.tenant_id, touch.id
$$;
REVOKE ALL ON FUNCTION unknown_touches(int, interval, interval) FROM public;
GRANT EXECUTE ON FUNCTION unknown_touches(int, interval, interval) TO ${app_role};

-- What a tenant may send: its subscription and credits as agent-service tells them, and what was used since.
CREATE TABLE account (
    tenant_id    uuid   PRIMARY KEY,
    subscription text   NOT NULL,
    -- Left at the time they were told; null if nobody tells of credits.
    credits      bigint,
    used         bigint NOT NULL DEFAULT 0,
    version      bigint NOT NULL
);
SELECT isolate_tenants('account', 'SELECT, INSERT, UPDATE');

-- Senders of before.
ALTER TABLE sender NO FORCE ROW LEVEL SECURITY;
ALTER TABLE touch NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sender_queue NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sender DISABLE TRIGGER USER;
UPDATE sender SET pool = channel || ':' || CASE channel WHEN 'email' THEN split_part(address, '@', 2) ELSE address END;
ALTER TABLE sender ENABLE TRIGGER USER;
INSERT INTO sender_queue (tenant_id, sender_id, next_at, paced_until, full_until)
SELECT tenant_id, id, '-infinity', '-infinity', '-infinity' FROM sender;
ALTER TABLE sender FORCE ROW LEVEL SECURITY;
ALTER TABLE touch FORCE ROW LEVEL SECURITY;
ALTER TABLE sender_queue FORCE ROW LEVEL SECURITY;
CREATE INDEX touch_unpaid ON touch (tenant_id) WHERE status = 'scheduled' AND code IN ('subscription-inactive', 'no-credits');
CREATE INDEX suppression_by_value ON suppression (tenant_id, value) WHERE deleted_at IS NULL;
CREATE INDEX sender_connection ON sender (tenant_id, connection_id) WHERE deleted_at IS NULL AND connection_id IS NOT NULL;
