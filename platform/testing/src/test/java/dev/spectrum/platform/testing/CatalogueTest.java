package dev.spectrum.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.servers.PostgresServer;
import dev.spectrum.servers.TemporaryServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proves that the catalogue test finds each kind of mistake, and is content where there is none. */
class CatalogueTest {

    private static TemporaryServer<PostgresServer> postgres;
    private static Connection owner;

    @BeforeAll
    static void start() throws SQLException {
        postgres = TemporaryServer.postgres();
        owner = postgres.server().connect(PostgresServer.DATABASE, "agent_owner", PostgresServer.PASSWORD);
        run("create function current_tenant() returns uuid language sql stable"
                + " return nullif(current_setting('app.tenant_id', true), '')::uuid");
    }

    @AfterAll
    static void stop() throws SQLException {
        owner.close();
        postgres.close();
    }

    @BeforeEach
    void aTableThatIsolatesTenants() throws SQLException {
        run("drop table if exists thing, other cascade");
        run("drop function if exists things");
        run("create table thing (tenant_id uuid not null, id uuid not null, name text, primary key (tenant_id, id))");
        run("alter table thing enable row level security");
        run("alter table thing force row level security");
        run(
                "create policy tenant on thing using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())");
        run("grant select, insert, update on thing to agent_app");
    }

    @Test
    void isContentWithATableThatIsolatesTenants() throws SQLException {
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsATableWithoutATenant() throws SQLException {
        run("create table other (id uuid primary key)");
        assertThat(violations()).singleElement().asString().contains("other has no tenant_id");
        assertThat(Catalogue.violations(owner, "agent", Set.of("other"))).isEmpty();
    }

    @Test
    void findsSecurityThatIsNotForced() throws SQLException {
        run("alter table thing no force row level security");
        assertThat(violations()).singleElement().asString().contains("FORCE");
    }

    @Test
    void findsSecurityThatIsNotEnabled() throws SQLException {
        run("alter table thing disable row level security");
        assertThat(violations()).singleElement().asString().contains("FORCE");
    }

    @Test
    void findsAMissingPolicy() throws SQLException {
        run("drop policy tenant on thing");
        assertThat(violations()).singleElement().asString().contains("no policy");
    }

    @Test
    void findsAPolicyThatOpensTheTable() throws SQLException {
        run("create policy open on thing using (true)");
        assertThat(violations()).singleElement().asString().contains("opens it");
        run("drop policy open on thing");
        run("create policy sweep on thing to agent_owner using (true)");
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsAPolicyThatComparesMoreThanTheTenant() throws SQLException {
        run("drop policy tenant on thing");
        run("create policy tenant on thing using (tenant_id = current_tenant() or true)"
                + " with check (tenant_id = current_tenant())");
        assertThat(violations())
                .hasSize(2)
                .anyMatch(violation -> violation.contains("no policy"))
                .anyMatch(violation -> violation.contains("opens it"));
    }

    @Test
    void findsAPolicyThatOpensOneKindOfStatement() throws SQLException {
        run("create policy anything on thing for insert to agent_app with check (true)");
        assertThat(violations()).singleElement().asString().contains("opens it").contains("anything");
        run("drop policy anything on thing");
        run("create policy anything on thing for select to agent_app using (name = 'public')");
        assertThat(violations()).singleElement().asString().contains("opens it").contains("anything");
        run("drop policy anything on thing");
        run("create policy own on thing for update to agent_app using (tenant_id = current_tenant())");
        run("create policy named on thing as restrictive using (name <> '')");
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsATableWithoutAKey() throws SQLException {
        run("alter table thing drop constraint thing_pkey");
        assertThat(violations()).singleElement().asString().contains("no primary key");
    }

    @Test
    void findsAKeyThatDoesNotBeginWithTheTenant() throws SQLException {
        run("create unique index thing_name on thing (name)");
        assertThat(violations()).singleElement().asString().contains("thing_name");
        run("comment on index thing_name is 'across tenants: but a unique index is an oracle'");
        assertThat(violations()).singleElement().asString().contains("thing_name");
    }

    @Test
    void findsAnIndexAcrossTenantsThatDoesNotSaySo() throws SQLException {
        run("create index thing_name on thing (name)");
        assertThat(violations()).singleElement().asString().contains("thing_name");
        run("comment on index thing_name is 'across tenants: for the relay'");
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsGrantsBeyondTheAppRoleAndBeyondRows() throws SQLException {
        run("grant select on thing to conversation_app");
        assertThat(violations()).singleElement().asString().contains("SELECT to conversation_app");
        run("revoke all on thing from conversation_app");
        run("grant truncate on thing to agent_app");
        assertThat(violations()).singleElement().asString().contains("TRUNCATE to agent_app");
        run("revoke truncate on thing from agent_app");
        run("grant select on thing to public");
        assertThat(violations()).singleElement().asString().contains("SELECT to PUBLIC");
    }

    @Test
    void findsAGrantOnOneColumn() throws SQLException {
        run("grant select (name) on thing to conversation_app");
        assertThat(violations()).singleElement().asString().contains("thing.name SELECT to conversation_app");
        run("revoke select (name) on thing from conversation_app");
        run("grant update (name) on thing to agent_app");
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsAViewThatReadsAsItsOwner() throws SQLException {
        run("create view names as select name from thing");
        run("grant select on names to agent_app");
        assertThat(violations()).singleElement().asString().contains("names is a view");
        run("alter view names set (security_invoker = true)");
        assertThat(violations()).isEmpty();
        run("create materialized view kept as select name from thing");
        assertThat(violations()).singleElement().asString().contains("kept is a view");
    }

    @Test
    void findsAFunctionThatEverybodyMayCallAsTheOwner() throws SQLException {
        String things =
                "create or replace function things() returns bigint language sql set search_path = agent, pg_temp"
                        + " return (select count(*) from thing)";
        run(things);
        assertThat(violations()).isEmpty();
        run("alter function things security definer");
        assertThat(violations()).singleElement().asString().contains("things() to PUBLIC");
        run("revoke all on function things from public");
        run("grant execute on function things to conversation_app");
        assertThat(violations()).singleElement().asString().contains("things() to conversation_app");
        run("revoke all on function things from conversation_app");
        run("grant execute on function things to agent_app");
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsAnOwnersFunctionWhoseSearchPathItsCallerSets() throws SQLException {
        run("create function things() returns bigint language sql security definer return 1");
        run("revoke all on function things from public");
        assertThat(violations()).singleElement().asString().contains("search_path: things()");
    }

    @Test
    void findsAnOwnersFunctionThatTellsMoreThanIds() throws SQLException {
        for (String result :
                List.of("setof thing", "table (tenant_id uuid, name text)", "text", "uuid[]", "setof record")) {
            ownersFunction(result);
            assertThat(violations())
                    .as(result)
                    .singleElement()
                    .asString()
                    .contains("more than ids")
                    .contains("things");
        }
        for (String result :
                List.of("table (tenant_id uuid, id uuid, at timestamptz)", "setof uuid", "bigint", "void")) {
            ownersFunction(result);
            assertThat(violations()).as(result).isEmpty();
        }
        ownersFunction("text");
        run("revoke all on function things from agent_app");
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsATableWhoseChangesNobodyWritesDown() throws SQLException {
        assertThat(Catalogue.withoutAudit(owner, "agent", Set.of())).containsExactly("thing");
        assertThat(Catalogue.withoutAudit(owner, "agent", Set.of("thing"))).isEmpty();
        run("create or replace function log_change() returns trigger language plpgsql as 'begin return null; end'");
        run("create trigger log_change after insert on thing for each row execute function log_change()");
        assertThat(Catalogue.withoutAudit(owner, "agent", Set.of())).isEmpty();
        run("alter table thing disable trigger log_change");
        assertThat(Catalogue.withoutAudit(owner, "agent", Set.of())).containsExactly("thing");
    }

    private static void ownersFunction(String result) throws SQLException {
        run("drop function if exists things");
        run("create function things(anything text) returns " + result + " language plpgsql security definer"
                + " set search_path = agent, pg_temp as 'begin raise exception ''not called''; end'");
        run("revoke all on function things from public");
        run("grant execute on function things to agent_app");
    }

    private static List<String> violations() throws SQLException {
        return Catalogue.violations(owner, "agent", Set.of());
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
