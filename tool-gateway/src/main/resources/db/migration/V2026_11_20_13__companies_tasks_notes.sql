-- The rest of the native CRM. What is not known is blank.
CREATE TABLE company (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    website     text        NOT NULL,
    phone       text        NOT NULL,
    city        text        NOT NULL,
    country     text        NOT NULL,
    description text        NOT NULL,
    -- All that a search looks at, in lower case and without accents.
    search_text text        NOT NULL,
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX company_name ON company (tenant_id, name, id);
SELECT isolate_tenants('company', 'SELECT, INSERT, UPDATE');

-- The company record that somebody works for; the contact's own text says its name.
ALTER TABLE contact
    ADD COLUMN company_id uuid,
    ADD FOREIGN KEY (tenant_id, company_id) REFERENCES company (tenant_id, id);
CREATE INDEX contact_company ON contact (tenant_id, company_id, last_name, first_name, id)
    WHERE deleted_at IS NULL AND company_id IS NOT NULL;

CREATE TABLE task (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    contact_id  uuid        NOT NULL,
    title       text        NOT NULL,
    body        text        NOT NULL,
    due_at      timestamptz NOT NULL,
    completed   boolean     NOT NULL,
    -- Whose it is: an email address in lower case, or another name of a person.
    owner       text        NOT NULL,
    search_text text        NOT NULL,
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
);
CREATE INDEX task_due ON task (tenant_id, due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX task_contact ON task (tenant_id, contact_id, due_at, id) WHERE deleted_at IS NULL;
SELECT isolate_tenants('task', 'SELECT, INSERT, UPDATE');

-- Written once and never changed. Ids are UUIDv7, so their order is that of time.
CREATE TABLE note (
    tenant_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    contact_id     uuid,
    opportunity_id uuid,
    company_id     uuid,
    body           text        NOT NULL,
    author         text        NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
    FOREIGN KEY (tenant_id, opportunity_id) REFERENCES opportunity (tenant_id, id),
    FOREIGN KEY (tenant_id, company_id) REFERENCES company (tenant_id, id),
    CHECK (num_nonnulls(contact_id, opportunity_id, company_id) = 1)
);
CREATE INDEX note_contact ON note (tenant_id, contact_id, id) WHERE contact_id IS NOT NULL;
CREATE INDEX note_opportunity ON note (tenant_id, opportunity_id, id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX note_company ON note (tenant_id, company_id, id) WHERE company_id IS NOT NULL;
SELECT isolate_tenants('note', 'SELECT, INSERT');

CREATE INDEX appointment_contact ON appointment (tenant_id, contact_id, starts_at, id)
    WHERE deleted_at IS NULL AND contact_id IS NOT NULL;
