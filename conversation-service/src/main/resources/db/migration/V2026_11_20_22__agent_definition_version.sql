-- Which saved definition an agent runs, what its tenant calls the product. Events from before this said neither: then the
-- definition was the latest, and its version counted the changes.
ALTER TABLE agent ADD COLUMN definition_version bigint;
ALTER TABLE agent NO FORCE ROW LEVEL SECURITY;
UPDATE agent SET definition_version = version;
ALTER TABLE agent FORCE ROW LEVEL SECURITY;
ALTER TABLE agent ALTER COLUMN definition_version SET NOT NULL;
ALTER TABLE agent ADD COLUMN brand_name text NOT NULL DEFAULT '';
ALTER TABLE agent ADD COLUMN product_name text NOT NULL DEFAULT '';
ALTER TABLE agent ADD COLUMN support_email text NOT NULL DEFAULT '';
