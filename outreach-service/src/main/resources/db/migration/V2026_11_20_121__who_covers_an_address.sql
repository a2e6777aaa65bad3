-- What a suppression that covers an email address may say: the address, its domain, and the domains that one belongs to.
CREATE FUNCTION covering(address text) RETURNS text[] LANGUAGE sql IMMUTABLE AS
$$
    SELECT array_append(
        ARRAY(SELECT array_to_string(p.labels[i:], '.') FROM generate_series(1, cardinality(p.labels) - 1) i), address)
    FROM (SELECT string_to_array(split_part(address, '@', 2), '.') AS labels) p
$$;
REVOKE ALL ON FUNCTION covering(text) FROM public;
GRANT EXECUTE ON FUNCTION covering(text) TO ${app_role};
