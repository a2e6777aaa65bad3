-- What an agent wrote for a touch. A row without a time of writing counts the attempts that came to nothing.
CREATE TABLE touch_text (
    tenant_id  uuid        NOT NULL,
    touch_id   uuid        NOT NULL,
    lead_id    uuid        NOT NULL,
    agent_role text        NOT NULL,
    attempts   int         NOT NULL,
    run_id     text        NOT NULL DEFAULT '',
    subject    text        NOT NULL DEFAULT '',
    body       text        NOT NULL DEFAULT '',
    -- Why a person has to see it.
    doubts     text[]      NOT NULL DEFAULT '{}',
    written_at timestamptz,
    PRIMARY KEY (tenant_id, touch_id)
);
CREATE INDEX touch_text_lead ON touch_text (tenant_id, lead_id);
SELECT isolate_tenants('touch_text', 'SELECT, INSERT, UPDATE');

ALTER TABLE touch DROP CONSTRAINT touch_status_check;
ALTER TABLE touch
    ADD CONSTRAINT touch_status_check CHECK (status IN
        ('awaiting_text', 'awaiting_approval', 'scheduled', 'held', 'sending', 'sent', 'skipped', 'failed', 'unknown')),
    -- An agent wrote its text.
    ADD COLUMN text_written boolean NOT NULL DEFAULT false;
CREATE INDEX touch_awaiting_text ON touch (tenant_id, sender_id, claimable_at) WHERE status = 'awaiting_text';
CREATE INDEX touch_text_in_hand ON touch (tenant_id, sender_id)
    WHERE text_written AND status IN ('scheduled', 'sending', 'held', 'awaiting_approval');

-- Workers take touches that wait for their text across tenants, through this function and nothing else; it gives ids only. A
-- worker that dies leaves a lease that ends by itself. Of a sender no more than its daily limit is written ahead: what is
-- written costs, and a text that waits for weeks is stale. Who has any is found by stepping from one to the next.
CREATE POLICY write_texts ON sender TO CURRENT_USER USING (true);
CREATE FUNCTION texts_to_write(size int, lease interval) RETURNS TABLE (tenant_id uuid, touch_id uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH RECURSIVE waiting AS (
        (SELECT t.tenant_id, t.sender_id FROM touch t WHERE t.status = 'awaiting_text'
            ORDER BY t.tenant_id, t.sender_id LIMIT 1)
        UNION ALL
        SELECT n.tenant_id, n.sender_id
        FROM waiting w CROSS JOIN LATERAL (
            SELECT t.tenant_id, t.sender_id FROM touch t
            WHERE t.status = 'awaiting_text' AND (t.tenant_id, t.sender_id) > (w.tenant_id, w.sender_id)
            ORDER BY t.tenant_id, t.sender_id LIMIT 1) n),
    room AS MATERIALIZED (
        SELECT w.tenant_id, w.sender_id, greatest(0, s.daily_limit
            - (SELECT count(*) FROM touch o WHERE o.tenant_id = w.tenant_id AND o.sender_id = w.sender_id
                AND o.text_written AND o.status IN ('scheduled', 'sending', 'held', 'awaiting_approval'))
            - (SELECT count(*) FROM touch o WHERE o.tenant_id = w.tenant_id AND o.sender_id = w.sender_id
                AND o.status = 'awaiting_text' AND o.claimable_at > (SELECT clock_timestamp()))) AS places
        FROM waiting w JOIN sender s ON s.tenant_id = w.tenant_id AND s.id = w.sender_id),
    due AS MATERIALIZED (
        SELECT d.tenant_id, d.id, d.claimable_at
        FROM room r CROSS JOIN LATERAL (
            SELECT t.tenant_id, t.id, t.claimable_at
            FROM touch t JOIN campaign c ON c.tenant_id = t.tenant_id AND c.id = t.campaign_id
            WHERE t.tenant_id = r.tenant_id AND t.sender_id = r.sender_id AND t.status = 'awaiting_text'
                AND t.claimable_at <= (SELECT clock_timestamp()) AND c.status = 'running'
            ORDER BY t.claimable_at LIMIT least(r.places, size)) d
        ORDER BY d.claimable_at LIMIT size),
    mine AS MATERIALIZED (
        SELECT t.tenant_id, t.id FROM touch t JOIN due d ON d.tenant_id = t.tenant_id AND d.id = t.id
        WHERE t.status = 'awaiting_text' AND t.claimable_at <= (SELECT clock_timestamp())
        FOR UPDATE OF t SKIP LOCKED)
    UPDATE touch SET claimable_at = clock_timestamp() + lease
    FROM mine WHERE touch.tenant_id = mine.tenant_id AND touch.id = mine.id
    RETURNING touch.tenant_id, touch.id
$$;
REVOKE ALL ON FUNCTION texts_to_write(int, interval) FROM public;
GRANT EXECUTE ON FUNCTION texts_to_write(int, interval) TO ${app_role};
