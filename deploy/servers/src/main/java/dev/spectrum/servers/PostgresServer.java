package dev.spectrum.servers;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL on 127.0.0.1 with the databases {@code spectrum} (schemas and roles of {@code bootstrap.sql}) and
 * {@code keycloak}. Every role needs its password, which is {@link #PASSWORD} for all of them.
 *
 * @param data   its data folder, made at the first start
 * @param fsync  whether data must survive a crash of the machine; tests go without
 */
public record PostgresServer(Path data, int port, boolean fsync) implements Server {
    public static final String DATABASE = "spectrum";
    public static final String SUPERUSER = "postgres";
    public static final String PASSWORD = "spectrum";

    private static final String KEYCLOAK = "keycloak";
    private static final Duration ORPHANS_END = Duration.ofSeconds(10);

    /** The address of a database, for the PostgreSQL JDBC driver. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public Connection connect(String database, String user, String password) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setLoginTimeout(5);
        return source.getConnection(user, password);
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public ProcessBuilder prepare(Steps steps) throws IOException {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(steps);
        }
        var program = PostgresBinaries.unpacked().resolve("bin/postgres");
        forgetAKilledServer(program);
        var command = notAsRoot();
        command.addAll(List.of(program.toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        setting(command, "listen_addresses", "127.0.0.1");
        setting(command, "unix_socket_directories", "");
        // Four services and Keycloak, each with a pool of its own.
        setting(command, "max_connections", "200");
        setting(command, "fsync", fsync ? "on" : "off");
        setting(command, "synchronous_commit", fsync ? "on" : "off");
        setting(command, "full_page_writes", fsync ? "on" : "off");
        return new ProcessBuilder(command);
    }

    private static void setting(List<String> command, String name, String value) {
        command.addAll(List.of("-c", name + "=" + value));
    }

    @Override
    public boolean isReady() {
        try (var connection = connect("postgres", SUPERUSER, PASSWORD)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void furnish() throws IOException {
        try (var connection = connect("postgres", SUPERUSER, PASSWORD)) {
            createDatabase(connection, DATABASE, SUPERUSER);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        try (var resource = BinaryCache.resource("/dev/spectrum/servers/bootstrap.sql");
                var connection = connect(DATABASE, SUPERUSER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            createDatabase(connection, KEYCLOAK, KEYCLOAK);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void createDatabase(Connection connection, String database, String owner) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + database + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + database + " OWNER " + owner);
            }
        }
    }

    /** A fast shutdown: sessions are broken off, nothing is lost. TERM would wait for them. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    /** The folder gets its name last, so that an interrupted initdb is not taken for a database. */
    private void initialise(Steps steps) throws IOException {
        var fresh = data.resolveSibling(data.getFileName() + ".new");
        BinaryCache.delete(fresh);
        Files.createDirectories(fresh);
        var password = Files.createTempFile(fresh.getParent(), "password", null);
        try {
            Files.writeString(password, PASSWORD);
            var command = notAsRoot();
            command.add(PostgresBinaries.unpacked().resolve("bin/initdb").toString());
            command.addAll(List.of("-D", fresh.toString(), "-U", SUPERUSER, "--pwfile=" + password));
            command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"));
            command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            if (!fsync) {
                command.add("--no-sync");
            }
            steps.run(new ProcessBuilder(command));
            Files.move(fresh, data);
        } finally {
            Files.delete(password);
        }
    }

    /**
     * A server that was killed leaves its pid behind, and PostgreSQL takes any process that has this pid today for
     * that server. Its children take a moment to notice, and until they end it refuses to start, too.
     */
    private void forgetAKilledServer(Path program) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        if (ProcessHandle.of(pid).filter(process -> runs(program, process)).isEmpty()) {
            Wait.until(
                    ORPHANS_END, () -> ProcessHandle.allProcesses().noneMatch(process -> isOrphan(program, process)));
            Files.delete(pidFile);
        }
    }

    /** A child of PostgreSQL without its parent; one that is no child says where its data is. */
    private static boolean isOrphan(Path program, ProcessHandle process) {
        return runs(program, process)
                && process.parent().filter(parent -> runs(program, parent)).isEmpty()
                && Stream.of(process.info().arguments().orElse(new String[0])).noneMatch("-D"::equals);
    }

    private static boolean runs(Path program, ProcessHandle process) {
        return process.info().command().filter(program.toString()::equals).isPresent();
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping, root is nobody but keeps its files. */
    private static List<String> notAsRoot() throws IOException {
        if (new UnixSystem().getUid() != 0) {
            return new ArrayList<>();
        }
        var command = new ArrayList<>(List.of("unshare", "--user"));
        try {
            var trial = new ArrayList<>(command);
            trial.add("true");
            run(trial);
        } catch (IOException e) {
            throw new IOException(
                    "PostgreSQL refuses to run as root, and this machine has no user namespaces to help it ("
                            + e.getMessage() + "): run as an ordinary user",
                    e);
        }
        return command;
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new IOException("interrupted", e);
        }
    }
}
