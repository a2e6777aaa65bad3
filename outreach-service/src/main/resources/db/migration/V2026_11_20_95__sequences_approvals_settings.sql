-- The variant of the step's text that the lead gets.
ALTER TABLE touch ADD COLUMN variant text NOT NULL DEFAULT 'a';
ALTER TABLE touch ALTER COLUMN variant DROP DEFAULT;
ALTER TABLE touch DROP CONSTRAINT touch_status_check;
ALTER TABLE touch ADD CONSTRAINT touch_status_check CHECK (status IN
    ('scheduled', 'held', 'awaiting_approval', 'sending', 'sent', 'skipped', 'failed', 'unknown'));

-- What recipients did with touches, the first time each.
CREATE TABLE engagement (
    tenant_id   uuid        NOT NULL,
    touch_id    uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('opened', 'clicked', 'replied')),
    campaign_id uuid        NOT NULL,
    lead_id     uuid        NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, touch_id, kind)
);
CREATE INDEX engagement_lead ON engagement (tenant_id, campaign_id, lead_id);
SELECT isolate_tenants('engagement', 'SELECT, INSERT');

-- What a tenant set for all of its outreach; a tenant without a row set nothing.
CREATE TABLE outreach_settings (
    tenant_id            uuid        PRIMARY KEY,
    postal_address       text        NOT NULL,
    permission_mode      text        NOT NULL,
    channel_modes        jsonb       NOT NULL,
    approval_hours       int         NOT NULL CHECK (approval_hours > 0),
    tracking_domain      text,
    -- When its DNS was last seen to lead here.
    tracking_verified_at timestamptz,
    version              bigint      NOT NULL,
    updated_at           timestamptz NOT NULL
);
SELECT isolate_tenants('outreach_settings', 'SELECT, INSERT, UPDATE');
SELECT audit_changes('outreach_settings');

-- Messages that a person decides on, under the ids of their touches.
CREATE TABLE approval (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    campaign_id uuid        NOT NULL,
    lead_id     uuid        NOT NULL,
    step        int         NOT NULL,
    channel     text        NOT NULL,
    recipient   text        NOT NULL,
    mode        text        NOT NULL,
    status      text        NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'done', 'expired')),
    -- What is approved, and then sent word for word.
    subject     text        NOT NULL,
    body        text        NOT NULL,
    edited      boolean     NOT NULL,
    decided_by  text        NOT NULL,
    reason      text        NOT NULL,
    decided_at  timestamptz,
    expires_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    version     bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX approval_campaign ON approval (tenant_id, campaign_id, status, id);
CREATE INDEX approval_status ON approval (tenant_id, status, id);
CREATE INDEX approval_expiry ON approval (expires_at) WHERE status = 'pending';
COMMENT ON INDEX approval_expiry IS 'across tenants: what nobody decided in time is found by it';
SELECT isolate_tenants('approval', 'SELECT, INSERT, UPDATE');
-- The service asks for them; who decided and what was edited is written down.
SELECT audit_changes_by_people('approval');
CREATE POLICY expire ON approval TO CURRENT_USER USING (true);
CREATE FUNCTION expired_approvals(size int) RETURNS TABLE (tenant_id uuid, approval_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT a.tenant_id, a.id FROM approval a
    WHERE a.status = 'pending' AND a.expires_at <= clock_timestamp() ORDER BY a.expires_at LIMIT size
$$;
REVOKE ALL ON FUNCTION expired_approvals(int) FROM public;
GRANT EXECUTE ON FUNCTION expired_approvals(int) TO ${app_role};
