-- What a tenant calls the product before its own people and customers; blank where it has not said.
CREATE TABLE white_label (
    tenant_id     uuid        PRIMARY KEY,
    brand_name    text        NOT NULL,
    product_name  text        NOT NULL,
    support_email text        NOT NULL,
    logo_url      text        NOT NULL,
    color         text        NOT NULL,
    version       bigint      NOT NULL,
    updated_at    timestamptz NOT NULL
);
SELECT isolate_tenants('white_label', 'SELECT, INSERT, UPDATE');
