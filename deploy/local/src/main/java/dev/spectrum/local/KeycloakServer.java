package dev.spectrum.local;

import dev.spectrum.servers.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keycloak as Maven built it, with the realm {@code spectrum}, which it imports at its first start. Its database is on our
 * PostgreSQL.
 */
final class KeycloakServer implements Server {
    private final Home home;
    private final Ports ports;
    private final Path distribution;

    KeycloakServer(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
        this.distribution = home.project().resolve("deploy/keycloak/target/keycloak-" + Versions.keycloak());
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public List<Integer> ports() {
        return List.of(ports.keycloak(), ports.keycloakManagement());
    }

    @Override
    public ProcessBuilder prepare(Steps steps) throws IOException {
        var imports = Files.createDirectories(distribution.resolve("data/import"));
        Files.copy(
                home.project().resolve("deploy/local/keycloak/realm-spectrum.json"),
                imports.resolve("realm-spectrum.json"),
                StandardCopyOption.REPLACE_EXISTING);

        var command = new ArrayList<>(JavaServer.java(192));
        command.addAll(systemProperties());
        command.addAll(
                List.of("-cp", distribution.resolve("lib/quarkus-run.jar").toString()));
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        command.addAll(startOptions());
        var builder = new ProcessBuilder(command);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "spectrum");
        builder.environment().put("KC_DB_PASSWORD", "spectrum");
        // The realm names it as the mail server's port.
        builder.environment().put("SPECTRUM_SMTP_PORT", Integer.toString(ports.smtp()));
        return builder;
    }

    /** What kc.sh would set; kc.sh itself stays around as a second process and insists on another collector. */
    private List<String> systemProperties() {
        var options = new ArrayList<>(List.of("-Xms64m", "-XX:MaxMetaspaceSize=256m"));
        options.addAll(
                List.of("-Dkc.home.dir=" + distribution, "-Djboss.server.config.dir=" + distribution.resolve("conf")));
        options.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        options.add("-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
        options.addAll(List.of("-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US"));
        options.addAll(List.of("-Dquarkus-log-max-startup-records=10000", "-Dpicocli.disable.closures=true"));
        for (var opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        return options;
    }

    private List<String> startOptions() {
        var options = new ArrayList<>(List.of("start", "--optimized", "--import-realm", "--http-enabled=true"));
        options.addAll(List.of("--http-host=127.0.0.1", "--http-port=" + ports.keycloak()));
        options.add("--http-management-host=127.0.0.1");
        options.add("--http-management-port=" + ports.keycloakManagement());
        // Tokens name the public address as their issuer, whichever address they were asked for at.
        options.add("--hostname=http://localhost:" + ports.edge() + "/auth");
        options.add("--hostname-backchannel-dynamic=true");
        options.addAll(List.of("--proxy-headers=xforwarded", "--proxy-trusted-addresses=127.0.0.1"));
        // The default is a cluster whose nodes look for each other in the database.
        options.add("--cache=local");
        options.add("--log-level=INFO,io.smallrye.health:WARN");
        options.addAll(List.of("--db-url=jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/keycloak"));
        options.addAll(List.of("--db-username=keycloak", "--db-pool-initial-size=1"));
        options.addAll(List.of("--db-pool-min-size=1", "--db-pool-max-size=10"));
        return options;
    }

    @Override
    public boolean isReady() {
        return Http.answers(URI.create("http://127.0.0.1:" + ports.keycloakManagement() + "/health/ready"), 200);
    }

    /** Its first start makes a large schema. */
    @Override
    public Duration patience() {
        return Duration.ofSeconds(180);
    }
}
