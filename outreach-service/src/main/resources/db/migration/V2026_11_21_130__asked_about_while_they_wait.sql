-- A touch whose last attempt may have got through and that is not repeated for now (its sender is full or paused, its campaign
-- is paused, its worker died) is asked about like one of unknown outcome, before the gateway may have forgotten its key.
CREATE INDEX touch_uncertain ON touch (claimable_at) WHERE uncertain > 0 AND status IN ('scheduled', 'sending', 'held');
COMMENT ON INDEX touch_uncertain IS 'across tenants: workers ask the gateway about them';

CREATE OR REPLACE FUNCTION unknown_touches(size int, patience interval, remembered interval)
    RETURNS TABLE (tenant_id uuid, touch_id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH unknown AS MATERIALIZED (
        SELECT t.tenant_id, t.id FROM touch t
        WHERE t.status = 'unknown' AND t.claimable_at <= (SELECT clock_timestamp())
            AND t.first_attempt_at > (SELECT clock_timestamp()) - remembered AND t.message IS NOT NULL
        ORDER BY t.claimable_at LIMIT size
        FOR UPDATE SKIP LOCKED),
    -- Whoever claims comes first.
    waiting AS MATERIALIZED (
        SELECT t.tenant_id, t.id FROM touch t
        WHERE t.uncertain > 0 AND t.status IN ('scheduled', 'sending', 'held')
            AND t.claimable_at <= (SELECT clock_timestamp()) - patience
            AND t.first_attempt_at > (SELECT clock_timestamp()) - remembered AND t.message IS NOT NULL
        ORDER BY t.claimable_at LIMIT size
        FOR UPDATE SKIP LOCKED)
    UPDATE touch SET claimable_at = clock_timestamp() + patience
    FROM (TABLE unknown UNION ALL TABLE waiting) asked
    WHERE touch.tenant_id = asked.tenant_id AND touch.id = asked.id
    RETURNING touch.tenant_id, touch.id
$$;
