package dev.spectrum.platform.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What the database itself says of a service's schema. {@link #violations} is empty when every table isolates tenants:
 * row-level security enabled and forced, {@code tenant_id} first in every key and index (an index that works across tenants
 * has a comment that begins with "across tenants"), and grants for the service's own role alone, on rows alone.
 */
public final class Catalogue {

    private Catalogue() {}

    /**
     * @param schema the service's schema
     * @param withoutTenant tables that belong to no tenant, by name; Flyway's history is known
     */
    public static List<String> violations(Connection owner, String schema, Set<String> withoutTenant)
            throws SQLException {
        List<String> found = new ArrayList<>();
        for (String table : rows(owner, TABLES, schema)) {
            if (!withoutTenant.contains(table) && !table.equals("flyway_schema_history")) {
                violations(owner, schema, table, found);
            }
        }
        for (String grant : rows(owner, FOREIGN_GRANTS, schema, schema + "_owner", schema + "_app")) {
            found.add("a grant beyond the app role or beyond rows: " + grant);
        }
        return found;
    }

    private static void violations(Connection owner, String schema, String table, List<String> found)
            throws SQLException {
        if (rows(owner, TENANT_COLUMN, schema, table).isEmpty()) {
            found.add(table + " has no tenant_id uuid NOT NULL");
            return;
        }
        if (rows(owner, FORCED, schema, table).isEmpty()) {
            found.add(table + " does not enable and FORCE row-level security");
        }
        if (rows(owner, POLICY, schema, table).isEmpty()) {
            found.add(table + " has no policy that compares tenant_id with the current tenant");
        }
        for (String policy : rows(owner, OPEN_POLICIES, schema, table, schema + "_owner")) {
            found.add(table + " has a policy that opens it to more than the owner: " + policy);
        }
        for (String index : rows(owner, INDEXES, schema, table)) {
            found.add(table + " has a key or index that does not begin with tenant_id: " + index);
        }
    }

    private static final String TABLES =
            "select c.relname from pg_class c where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p') order by 1";
    private static final String TENANT_COLUMN =
            "select attname from pg_attribute where attrelid = (?||'.'||?)::regclass"
                    + " and attname = 'tenant_id' and atttypid = 'uuid'::regtype and attnotnull and not attisdropped";
    private static final String FORCED = "select relname from pg_class where oid = (?||'.'||?)::regclass"
            + " and relrowsecurity and relforcerowsecurity";
    private static final String POLICY = "select policyname from pg_policies where schemaname = ? and tablename = ?"
            + " and cmd = 'ALL' and qual like '%tenant_id = %current_tenant()%'"
            + " and with_check like '%tenant_id = %current_tenant()%'";
    private static final String OPEN_POLICIES =
            "select policyname from pg_policies where schemaname = ? and tablename = ?"
                    + " and qual not like '%tenant_id = %current_tenant()%' and roles <> array[?]::name[]";
    private static final String INDEXES = "select i.indexrelid::regclass::text from pg_index i"
            + " left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
            + " where i.indrelid = (?||'.'||?)::regclass and a.attname is distinct from 'tenant_id'"
            // An exclusion constraint compares the tenant as a range of one, for which GiST needs no extension.
            + " and pg_get_indexdef(i.indexrelid, 1, true) not like '%range(tenant_id, tenant_id, %'"
            + " and (i.indisunique or coalesce(obj_description(i.indexrelid, 'pg_class'), '') not like 'across tenants%')";
    private static final String FOREIGN_GRANTS =
            "select c.relname || ' ' || a.privilege_type || ' to ' || coalesce(r.rolname, 'PUBLIC')"
                    + " from pg_class c, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee"
                    + " where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p', 'v', 'm')"
                    + " and coalesce(r.rolname, 'PUBLIC') <> ?"
                    + " and not (coalesce(r.rolname, 'PUBLIC') = ? and a.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))";

    private static List<String> rows(Connection owner, String query, String... arguments) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement statement = owner.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows;
    }

    /** Connects to the database of the running {@code @QuarkusTest} as the schema's owner. */
    public static Connection asOwner() throws SQLException {
        return connect("quarkus.flyway");
    }

    /** Connects to the database of the running {@code @QuarkusTest} as the service's own role. */
    public static Connection asApp() throws SQLException {
        return connect("quarkus.datasource");
    }

    private static Connection connect(String who) throws SQLException {
        return DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"), setting(who + ".username"), setting(who + ".password"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
