package dev.spectrum.platform.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Assumptions;

/** What the PostgreSQL of the running {@code @QuarkusTest} is told to do meanwhile, from its own log. Close it. */
public final class StatementLog implements AutoCloseable {

    private static final Pattern LINE = Pattern.compile(".*?\\[(\\d+)] LOG: {2}(?:execute [^:]+|statement): (.*)");

    private final Connection superuser;
    private final String file;
    private final String beginning = "select '" + UUID.randomUUID() + "'";

    private StatementLog(Connection superuser, String file) {
        this.superuser = superuser;
        this.file = file;
    }

    /** From now on; skips the test where the log can't be read. */
    public static StatementLog start() throws SQLException {
        Connection superuser = DriverManager.getConnection(
                ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class),
                "postgres",
                "spectrum");
        StatementLog log = new StatementLog(superuser, logFile(superuser));
        log.run("alter system set log_statement = 'all'");
        log.run("select pg_reload_conf()");
        // Every session reads the new setting before its next statement.
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            log.run(log.beginning);
            return log.text().contains(log.beginning);
        });
        return log;
    }

    private static String logFile(Connection superuser) throws SQLException {
        String data = one(superuser, "show data_directory");
        String log = data.substring(0, data.lastIndexOf('/')) + "/postgresql.log";
        Assumptions.assumeTrue(one(superuser, "select (pg_stat_file('" + log + "', true)).size is not null")
                .equals("t"));
        return log;
    }

    /** The statements of each transaction that has ended since, in the order of their beginnings; not the relay's. */
    public List<List<String>> transactions() throws SQLException {
        String text = text();
        Map<String, List<String>> open = new HashMap<>();
        List<List<String>> all = new ArrayList<>();
        for (String line : text.substring(text.lastIndexOf(beginning)).split("\n", -1)) {
            Matcher statement = LINE.matcher(line);
            if (!statement.matches()) {
                continue;
            }
            String process = statement.group(1);
            String sql = statement.group(2);
            if (sql.equals("BEGIN")) {
                open.put(process, new ArrayList<>());
                all.add(open.get(process));
            } else if (open.containsKey(process)) {
                open.get(process).add(sql);
            }
        }
        return all.stream()
                .filter(transaction ->
                        !transaction.isEmpty() && List.of("COMMIT", "ROLLBACK").contains(transaction.getLast()))
                .filter(transaction -> transaction.stream().noneMatch(sql -> sql.contains("outbox_batch")))
                .toList();
    }

    /** All that has been said since, transactions' beginnings and ends and the relay's work included. */
    public List<String> statements() throws SQLException {
        String text = text();
        return text.substring(text.lastIndexOf(beginning))
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(statement -> statement.group(2))
                .toList();
    }

    private String text() throws SQLException {
        return one(superuser, "select pg_read_file('" + file + "')");
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        run("alter system reset log_statement");
        run("select pg_reload_conf()");
        superuser.close();
    }
}
