-- What people write down about a lead.
CREATE TABLE lead_note (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    lead_id    uuid        NOT NULL,
    text       text        NOT NULL,
    -- The subject of whoever wrote it.
    author     text        NOT NULL,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX lead_note_lead ON lead_note (tenant_id, lead_id, id) WHERE deleted_at IS NULL;
SELECT isolate_tenants('lead_note', 'SELECT, INSERT, UPDATE');
SELECT audit_changes('lead_note');

-- The proof that somebody was erased: when, and who asked for it. It says nothing of the person.
CREATE TABLE lead_erasure (
    tenant_id uuid        NOT NULL,
    lead_id   uuid        NOT NULL,
    erased_by text        NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, lead_id)
);
SELECT isolate_tenants('lead_erasure', 'SELECT, INSERT');

-- Forgets a lead of the current tenant, which row-level security holds the owner to as well: its row, and every table's rows
-- that say who it is. What an audit entry said of it is blank from now on; who changed it when stays. Answers that are kept for
-- repeated requests may hold the lead, and go.
CREATE FUNCTION erase_lead(erased uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
DECLARE
    tenant uuid := current_tenant();
    notes  text[];
BEGIN
    SELECT coalesce(array_agg(id::text), '{}') INTO notes FROM lead_note WHERE tenant_id = tenant AND lead_id = erased;
    DELETE FROM lead_note WHERE tenant_id = tenant AND lead_id = erased;
    DELETE FROM lead_list_member WHERE tenant_id = tenant AND lead_id = erased;
    DELETE FROM activity WHERE tenant_id = tenant AND lead_id = erased;
    DELETE FROM unsubscribe_link WHERE tenant_id = tenant AND lead_id = erased;
    DELETE FROM lead WHERE tenant_id = tenant AND id = erased;
    UPDATE change_log SET before = '{}', after = '{}'
    WHERE tenant_id = tenant AND (entity = 'lead' AND entity_id = erased::text OR entity = 'lead_note' AND entity_id = ANY (notes));
    DELETE FROM idempotency WHERE tenant_id = tenant AND position(erased::text IN body) > 0;
END
$$;
-- Refused rows of files in which one of these stands.
CREATE FUNCTION erase_refusals(said text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ${flyway:defaultSchema}, pg_temp AS
$$
    DELETE FROM lead_import_refusal
    WHERE tenant_id = current_tenant() AND EXISTS (SELECT FROM unnest(said) one WHERE position(lower(one) IN lower(cells)) > 0)
$$;
REVOKE ALL ON FUNCTION erase_lead(uuid), erase_refusals(text[]) FROM public;
GRANT EXECUTE ON FUNCTION erase_lead(uuid), erase_refusals(text[]) TO ${app_role};
