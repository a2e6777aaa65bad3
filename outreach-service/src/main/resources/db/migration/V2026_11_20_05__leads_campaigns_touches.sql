-- What other services tell of a tenant: a projection of tenant.changed.
CREATE TABLE tenant_profile (
    tenant_id uuid   PRIMARY KEY,
    name      text   NOT NULL,
    industry  text   NOT NULL,
    icp       jsonb  NOT NULL,
    deleted   boolean NOT NULL,
    version   bigint NOT NULL
);
SELECT isolate_tenants('tenant_profile', 'SELECT, INSERT, UPDATE');

-- Text that is not known is blank, so that one rule ("filled wins over blank") merges every column.
CREATE TABLE lead (
    tenant_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    first_name     text        NOT NULL,
    last_name      text        NOT NULL,
    -- Trimmed, lower case.
    email          text        NOT NULL,
    personal_email text        NOT NULL,
    -- E.164 where the country is known, otherwise its digits.
    phone          text        NOT NULL,
    title          text        NOT NULL,
    company        text        NOT NULL,
    website        text        NOT NULL,
    industry       text        NOT NULL,
    employees      int,
    country        text        NOT NULL,
    city           text        NOT NULL,
    -- https://www.linkedin.com/in/<name>, lower case.
    linkedin_url   text        NOT NULL,
    time_zone      text        NOT NULL,
    email_verified boolean,
    job_started_at date,
    hiring         boolean,
    funded_at      date,
    lists          text[]      NOT NULL,
    custom         jsonb       NOT NULL,
    status         text        NOT NULL,
    als_score      int         NOT NULL CHECK (als_score BETWEEN 0 AND 100),
    als_tier       text        NOT NULL CHECK (als_tier IN ('hot', 'warm', 'cool', 'cold', 'dead')),
    score          jsonb       NOT NULL,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX lead_email ON lead (tenant_id, email) WHERE deleted_at IS NULL AND email <> '';
-- Colleagues share a switchboard's number, and a merge may bring two leads together: neither key is unique.
CREATE INDEX lead_phone ON lead (tenant_id, phone) WHERE deleted_at IS NULL AND phone <> '';
CREATE INDEX lead_linkedin_url ON lead (tenant_id, linkedin_url) WHERE deleted_at IS NULL AND linkedin_url <> '';
CREATE INDEX lead_tier ON lead (tenant_id, als_tier, id) WHERE deleted_at IS NULL;
SELECT isolate_tenants('lead', 'SELECT, INSERT, UPDATE');

CREATE TABLE lead_import (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    file_name    text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('running', 'completed', 'failed')),
    total        int         NOT NULL,
    imported     int         NOT NULL,
    merged       int         NOT NULL,
    refused      int         NOT NULL,
    -- Why it failed; blank otherwise.
    reason       text        NOT NULL,
    heartbeat_at timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX lead_import_running ON lead_import (heartbeat_at) WHERE status = 'running';
COMMENT ON INDEX lead_import_running IS 'across tenants: imports whose process died are found by it';
SELECT isolate_tenants('lead_import', 'SELECT, INSERT, UPDATE');

CREATE TABLE lead_import_refusal (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    line      bigint NOT NULL,
    reason    text NOT NULL,
    PRIMARY KEY (tenant_id, import_id, line)
);
SELECT isolate_tenants('lead_import_refusal', 'SELECT, INSERT');

-- An import runs inside the process that took the file. One that was not heard of for a while ends here; a process that
-- was only slow finds it ended and stops.
CREATE POLICY end_lost ON lead_import TO CURRENT_USER USING (true);
CREATE FUNCTION end_lost_imports(patience interval, why text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    WITH lost AS (
        UPDATE lead_import SET status = 'failed', reason = why
        WHERE status = 'running' AND heartbeat_at < clock_timestamp() - patience
        RETURNING 1)
    SELECT count(*) FROM lost
$$;
REVOKE ALL ON FUNCTION end_lost_imports(interval, text) FROM public;
GRANT EXECUTE ON FUNCTION end_lost_imports(interval, text) TO ${app_role};

CREATE TABLE activity (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    type        text        NOT NULL,
    lead_id     uuid        NOT NULL,
    campaign_id uuid,
    touch_id    uuid,
    details     jsonb       NOT NULL,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX activity_lead ON activity (tenant_id, lead_id, id);
CREATE INDEX activity_campaign ON activity (tenant_id, campaign_id, id) WHERE campaign_id IS NOT NULL;
SELECT isolate_tenants('activity', 'SELECT, INSERT');

CREATE TABLE sender (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    channel       text        NOT NULL,
    address       text        NOT NULL,
    name          text        NOT NULL,
    connection_id uuid,
    daily_limit   int         NOT NULL CHECK (daily_limit >= 0),
    send_window   jsonb,
    version       bigint      NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    deleted_at    timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX sender_address ON sender (tenant_id, channel, address) WHERE deleted_at IS NULL;
SELECT isolate_tenants('sender', 'SELECT, INSERT, UPDATE');

-- How much of a sender's daily limit is used. It is counted in the transaction that marks a touch as sending, so the count
-- is exact whatever the number of workers.
CREATE TABLE sender_day (
    tenant_id uuid NOT NULL,
    sender_id uuid NOT NULL,
    day       date NOT NULL,
    used      int  NOT NULL CHECK (used >= 0),
    PRIMARY KEY (tenant_id, sender_id, day)
);
SELECT isolate_tenants('sender_day', 'SELECT, INSERT, UPDATE');

CREATE TABLE suppression (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    channel    text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('address', 'domain')),
    value      text        NOT NULL,
    reason     text        NOT NULL,
    lead_id    uuid,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_by text,
    deleted_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX suppression_value ON suppression (tenant_id, channel, kind, value) WHERE deleted_at IS NULL;
SELECT isolate_tenants('suppression', 'SELECT, INSERT, UPDATE');

-- Who unsubscribes with which link. The token is all that a recipient has, so it is found across tenants, by this
-- function alone.
CREATE TABLE unsubscribe_link (
    tenant_id  uuid        NOT NULL,
    token      text        NOT NULL,
    touch_id   uuid        NOT NULL,
    lead_id    uuid        NOT NULL,
    channel    text        NOT NULL,
    address    text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, token)
);
CREATE INDEX unsubscribe_link_token ON unsubscribe_link (token);
COMMENT ON INDEX unsubscribe_link_token IS 'across tenants: a recipient brings nothing but the token';
SELECT isolate_tenants('unsubscribe_link', 'SELECT, INSERT');
CREATE POLICY find_tenant ON unsubscribe_link TO CURRENT_USER USING (true);
CREATE FUNCTION tenant_of_unsubscribe_token(wanted text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT tenant_id FROM unsubscribe_link WHERE token = wanted
$$;
REVOKE ALL ON FUNCTION tenant_of_unsubscribe_token(text) FROM public;
GRANT EXECUTE ON FUNCTION tenant_of_unsubscribe_token(text) TO ${app_role};

CREATE TABLE campaign (
    tenant_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    name            text        NOT NULL,
    permission_mode text        NOT NULL,
    sequence        jsonb       NOT NULL,
    sender_ids      uuid[]      NOT NULL,
    lead_filter     jsonb       NOT NULL,
    status          text        NOT NULL CHECK (status IN ('draft', 'running', 'paused')),
    -- Touches are planned in batches after the launch, in the order of the leads' ids.
    planning        boolean     NOT NULL,
    planned_through uuid,
    planned_touches int         NOT NULL,
    launched_at     timestamptz,
    version         bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX campaign_planning ON campaign (launched_at) WHERE planning;
COMMENT ON INDEX campaign_planning IS 'across tenants: campaigns whose touches are still to be planned';
SELECT isolate_tenants('campaign', 'SELECT, INSERT, UPDATE');
CREATE POLICY plan ON campaign TO CURRENT_USER USING (true);
CREATE FUNCTION campaigns_to_plan(size int) RETURNS TABLE (tenant_id uuid, campaign_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    SELECT c.tenant_id, c.id FROM campaign c WHERE c.planning ORDER BY c.launched_at LIMIT size
$$;
REVOKE ALL ON FUNCTION campaigns_to_plan(int) FROM public;
GRANT EXECUTE ON FUNCTION campaigns_to_plan(int) TO ${app_role};

CREATE TABLE touch (
    tenant_id        uuid        NOT NULL,
    id               uuid        NOT NULL,
    campaign_id      uuid        NOT NULL,
    step             int         NOT NULL,
    lead_id          uuid        NOT NULL,
    sender_id        uuid        NOT NULL,
    channel          text        NOT NULL,
    status           text        NOT NULL
        CHECK (status IN ('scheduled', 'held', 'sending', 'sent', 'skipped', 'failed', 'unknown')),
    due_at           timestamptz NOT NULL,
    -- When a worker may take it: when it is due, when it may be tried again, or when its worker's lease ends.
    claimable_at     timestamptz NOT NULL,
    claimed_by       uuid,
    attempts         int         NOT NULL,
    first_attempt_at timestamptz,
    -- Attempts that have begun and of which it is not known that nothing left.
    uncertain        int         NOT NULL,
    -- The UTC day whose limit it has used.
    counted_on       date,
    -- Why it waits or ended; blank otherwise.
    code             text        NOT NULL,
    reason           text        NOT NULL,
    -- What is sent, word for word: an attempt repeats it, and it says afterwards what was sent.
    message          jsonb,
    message_id       text        NOT NULL,
    sent_at          timestamptz,
    version          bigint      NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX touch_once ON touch (tenant_id, campaign_id, step, lead_id);
CREATE INDEX touch_status ON touch (tenant_id, campaign_id, status, id);
CREATE INDEX touch_thread ON touch (tenant_id, lead_id, sender_id, sent_at) WHERE status = 'sent';
CREATE INDEX touch_due ON touch (claimable_at) WHERE status IN ('scheduled', 'sending');
COMMENT ON INDEX touch_due IS 'across tenants: workers take what is due, whose it is they learn then';
SELECT isolate_tenants('touch', 'SELECT, INSERT, UPDATE');

-- Workers take due touches across tenants, through this function and nothing else; it gives ids only. A worker that
-- dies leaves a lease that ends by itself.
CREATE POLICY claim ON touch TO CURRENT_USER USING (true);
CREATE FUNCTION claim_due_touches(worker uuid, size int, lease interval) RETURNS TABLE (tenant_id uuid, touch_id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    -- MATERIALIZED: the planner may otherwise run the locking part several times, and take more than it was asked for.
    WITH due AS MATERIALIZED (
        SELECT t.tenant_id, t.id FROM touch t
        WHERE t.status IN ('scheduled', 'sending') AND t.claimable_at <= clock_timestamp()
        ORDER BY t.claimable_at LIMIT size
        FOR UPDATE SKIP LOCKED)
    UPDATE touch SET claimed_by = worker, claimable_at = clock_timestamp() + lease
    FROM due WHERE touch.tenant_id = due.tenant_id AND touch.id = due.id
    RETURNING touch.tenant_id, touch.id
$$;
REVOKE ALL ON FUNCTION claim_due_touches(uuid, int, interval) FROM public;
GRANT EXECUTE ON FUNCTION claim_due_touches(uuid, int, interval) TO ${app_role};
