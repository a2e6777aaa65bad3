-- What the tenant has subscribed to beside its tier, and what it may spend on models.
ALTER TABLE tenant
    ADD COLUMN subscription_status     text    NOT NULL DEFAULT 'trialing'
        CHECK (subscription_status IN ('trialing', 'active', 'past_due', 'canceled')),
    ADD COLUMN credits                 bigint  NOT NULL DEFAULT 0 CHECK (credits >= 0),
    ADD COLUMN requests_per_minute     int,
    ADD COLUMN allowed_models          text[]  NOT NULL DEFAULT '{}',
-- What the tenant decides itself.
    ADD COLUMN default_permission_mode text    NOT NULL DEFAULT 'co_pilot'
        CHECK (default_permission_mode IN ('autopilot', 'co_pilot', 'manual')),
    ADD COLUMN time_zone               text    NOT NULL DEFAULT 'UTC',
    ADD COLUMN run_retention_days      int     NOT NULL DEFAULT 90 CHECK (run_retention_days BETWEEN 1 AND 3650),
    ADD COLUMN redact_run_content      boolean NOT NULL DEFAULT false;
UPDATE tenant SET requests_per_minute = CASE tier WHEN 'ignition' THEN 300 WHEN 'velocity' THEN 1200 ELSE 6000 END;
ALTER TABLE tenant
    ALTER COLUMN requests_per_minute SET NOT NULL,
    ADD CHECK (requests_per_minute BETWEEN 1 AND 100000);
