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
 * row-level security enabled and forced, no policy for anybody but the owner that compares anything but the tenant,
 * {@code tenant_id} first in the primary key and in every other key and index (an index that works across tenants has a
 * comment that begins with "across tenants"), and grants for the service's own role alone, on rows alone. Ways around the
 * tables are as narrow: a view reads as its reader ({@code security_invoker}), nothing is materialized, and a function that
 * acts as the owner ({@code SECURITY DEFINER}) has a fixed search path, is for the service's own role, and gives it nothing
 * but ids, counts and times.
 */
public final class Catalogue {

    private Catalogue() {}

    /**
     * @param schema the service's schema
     * @param withoutTenant tables and views that belong to no tenant, by name; Flyway's history is known
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
        for (String view : rows(owner, OWNERS_VIEWS, schema)) {
            if (!withoutTenant.contains(view)) {
                found.add(view + " is a view that reads as its owner");
            }
        }
        for (String function : rows(owner, OPEN_FUNCTIONS, schema, schema + "_owner", schema + "_app")) {
            found.add("a function that acts as the owner for more than the app role: " + function);
        }
        for (String function : rows(owner, FUNCTIONS_WITHOUT_PATH, schema)) {
            found.add("a function that acts as the owner without a fixed search_path: " + function);
        }
        for (String function : rows(owner, TELLING_FUNCTIONS, schema, schema + "_app")) {
            found.add("a function that tells the app role more than ids, counts and times: " + function);
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
        if (rows(owner, PRIMARY_KEY, schema, table).isEmpty()) {
            found.add(table + " has no primary key");
        }
        for (String policy : rows(owner, OPEN_POLICIES, schema, table, schema + "_owner")) {
            found.add(table + " has a policy that opens it to more than the owner: " + policy);
        }
        for (String index : rows(owner, INDEXES, schema, table)) {
            found.add(table + " has a key or index that does not begin with tenant_id: " + index);
        }
    }

    /**
     * Tables whose changes are written down by nobody.
     *
     * @param unaudited tables that people do not change, or whose rows are a log themselves, by name; what the platform keeps
     *     of its own is known
     */
    public static List<String> withoutAudit(Connection owner, String schema, Set<String> unaudited)
            throws SQLException {
        return rows(owner, UNAUDITED, schema).stream()
                .filter(table -> !unaudited.contains(table) && !OF_THE_PLATFORM.contains(table))
                .toList();
    }

    private static final Set<String> OF_THE_PLATFORM =
            Set.of("flyway_schema_history", "outbox", "inbox", "idempotency", "change_log");
    private static final String UNAUDITED =
            "select c.relname from pg_class c where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p')"
                    // A partition has the triggers of its table.
                    + " and not c.relispartition"
                    + " and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'log_change'"
                    + " and t.tgenabled in ('O', 'A')) order by 1";

    private static final String TABLES =
            "select c.relname from pg_class c where c.relnamespace = ?::regnamespace and c.relkind in ('r', 'p') order by 1";
    private static final String TENANT_COLUMN =
            "select attname from pg_attribute where attrelid = (?||'.'||?)::regclass"
                    + " and attname = 'tenant_id' and atttypid = 'uuid'::regtype and attnotnull and not attisdropped";
    private static final String FORCED = "select relname from pg_class where oid = (?||'.'||?)::regclass"
            + " and relrowsecurity and relforcerowsecurity";
    /** The expression as PostgreSQL prints it, and nothing beside it. */
    private static final String COMPARES_THE_TENANT =
            " in ('(tenant_id = current_tenant())', '(tenant_id = ' || schemaname || '.current_tenant())')";

    private static final String POLICY =
            "select policyname from pg_policies where schemaname = ? and tablename = ? and permissive = 'PERMISSIVE'"
                    + " and cmd = 'ALL' and roles = array['public']::name[] and qual" + COMPARES_THE_TENANT
                    + " and with_check" + COMPARES_THE_TENANT;
    // What a policy leaves out, its other expression or its kind of statement says.
    private static final String OPEN_POLICIES =
            "select policyname from pg_policies where schemaname = ? and tablename = ? and permissive = 'PERMISSIVE'"
                    + " and roles <> array[?]::name[] and (coalesce(qual, with_check, '') not" + COMPARES_THE_TENANT
                    + " or coalesce(with_check, qual, '') not" + COMPARES_THE_TENANT + ")";
    private static final String PRIMARY_KEY =
            "select indexrelid from pg_index where indrelid = (?||'.'||?)::regclass and indisprimary";
    private static final String INDEXES = "select i.indexrelid::regclass::text from pg_index i"
            + " left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
            + " where i.indrelid = (?||'.'||?)::regclass and a.attname is distinct from 'tenant_id'"
            // An exclusion constraint compares the tenant as a range of one, for which GiST needs no extension.
            + " and pg_get_indexdef(i.indexrelid, 1, true) not like '%range(tenant_id, tenant_id, %'"
            + " and (i.indisunique or coalesce(obj_description(i.indexrelid, 'pg_class'), '') not like 'across tenants%')";
    private static final String FOREIGN_GRANTS =
            "select g.what || ' ' || a.privilege_type || ' to ' || coalesce(r.rolname, 'PUBLIC') from ("
                    + " select relname::text, relacl, relnamespace, relkind from pg_class union all"
                    + " select relname || '.' || attname, attacl, relnamespace, relkind"
                    + " from pg_attribute join pg_class c on c.oid = attrelid) g (what, acl, schema, kind),"
                    + " aclexplode(g.acl) a left join pg_roles r on r.oid = a.grantee"
                    + " where g.schema = ?::regnamespace and g.kind in ('r', 'p', 'v', 'm')"
                    + " and coalesce(r.rolname, 'PUBLIC') <> ?"
                    + " and not (coalesce(r.rolname, 'PUBLIC') = ? and a.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))";
    private static final String OWNERS_VIEWS = "select relname from pg_class where relnamespace = ?::regnamespace"
            + " and (relkind = 'm' or relkind = 'v' and not exists (select from pg_options_to_table(reloptions)"
            + " where option_name = 'security_invoker' and option_value::boolean))";
    private static final String AS_OWNER = " from pg_proc p where p.pronamespace = ?::regnamespace and p.prosecdef";
    // A function that nobody said anything about may be called by everybody.
    private static final String OPEN_FUNCTIONS =
            "select p.oid::regprocedure::text || ' to ' || coalesce(r.rolname, 'PUBLIC')"
                    + " from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a"
                    + " left join pg_roles r on r.oid = a.grantee"
                    + " where p.pronamespace = ?::regnamespace and p.prosecdef and coalesce(r.rolname, 'PUBLIC') not in (?, ?)";
    private static final String FUNCTIONS_WITHOUT_PATH = "select p.oid::regprocedure" + AS_OWNER
            + " and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')";
    // The columns of a TABLE or of OUT parameters; where there are none, the result itself.
    private static final String TELLING_FUNCTIONS = "select p.oid::regprocedure" + AS_OWNER
            + " and has_function_privilege(?, p.oid, 'execute') and exists (select from ("
            + " select o.type from unnest(p.proallargtypes, p.proargmodes) o (type, mode) where o.mode in ('o', 'b', 't')"
            + " union all select p.prorettype where p.proargmodes is null or not p.proargmodes && '{o,b,t}') told"
            + " where told.type not in ('void'::regtype, 'uuid'::regtype, 'int'::regtype, 'bigint'::regtype,"
            + " 'timestamptz'::regtype))";

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
