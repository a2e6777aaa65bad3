-- Schemas and roles of the suite, run in its database by a superuser; running it again changes nothing.
-- Each service has a schema of its own with two roles: <schema>_owner owns it and migrates it, <schema>_app is what the
-- service works as: it owns nothing and cannot bypass row-level security. The passwords are those of a local stack.
DO $$
DECLARE
    schema_name text;
    owner_name text;
    app_name text;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;

    FOREACH schema_name IN ARRAY ARRAY['agent', 'conversation', 'gateway', 'outreach'] LOOP
        owner_name := schema_name || '_owner';
        app_name := schema_name || '_app';
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = owner_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD %L', owner_name, 'spectrum');
        END IF;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD %L', app_name, 'spectrum');
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I', current_database(), owner_name, app_name);
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', schema_name, owner_name);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, app_name);
        EXECUTE format('ALTER ROLE %I SET search_path = %I', owner_name, schema_name);
        EXECUTE format('ALTER ROLE %I SET search_path = %I', app_name, schema_name);
        -- No request takes so long: a transaction that does has lost its way, and must not hold what others wait for.
        EXECUTE format('ALTER ROLE %I SET transaction_timeout = %L', app_name, '60s');
    END LOOP;

    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'keycloak') THEN
        CREATE ROLE keycloak LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD 'spectrum';
    END IF;
END
$$;
