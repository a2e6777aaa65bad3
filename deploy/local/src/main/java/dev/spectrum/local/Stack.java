package dev.spectrum.local;

import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.MailSink;
import dev.spectrum.servers.PostgresServer;
import dev.spectrum.servers.RedisServer;
import dev.spectrum.servers.Server;
import dev.spectrum.servers.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All servers of the local stack and how they know of each other; each stands after those it needs. */
final class Stack {

    /**
     * @param needs    what has to be ready before it starts
     * @param artifact what it runs, when that is built here: a process older than this is out of date
     */
    record Member(Server server, List<String> needs, Optional<Path> artifact) {
        String name() {
            return server.name();
        }
    }

    /** What must be there before anything of ours starts. */
    static final List<String> SERVERS = List.of("postgresql", "redis", "kafka", "mail");

    private static final String LOCAL = "http://127.0.0.1:";

    private final Home home;
    private final Settings settings;
    private final List<Member> members;

    /** A stack of whatever servers. */
    Stack(Home home, Settings settings, List<Member> members) {
        this.home = home;
        this.settings = settings;
        this.members = members;
    }

    /** The whole suite. */
    Stack(Home home, Settings settings) {
        this.home = home;
        this.settings = settings;
        this.members = suite();
    }

    private List<Member> suite() {
        var ports = ports();
        var all = new ArrayList<Member>();
        for (var server : List.of(postgres(), redis(), kafka(), mail())) {
            all.add(new Member(server, List.of(), Optional.empty()));
        }
        all.add(new Member(new KeycloakServer(home, ports), SERVERS, Optional.empty()));
        if (settings.modelUrl().isEmpty()) {
            var environment = Map.of("PORT", Integer.toString(ports.demoModel()));
            all.add(program(
                    "demo-model", "dev.spectrum.demomodel.Main", ports.demoModel(), environment, "/health", 200));
        }
        // The edge has nothing at its root, and says so itself.
        all.add(program("edge", "dev.spectrum.edge.Main", ports.edge(), edgeEnvironment(), "/", 404));
        all.add(service("agent-service", ports.agentService()));
        all.add(service("conversation-service", ports.conversationService()));
        all.add(service("tool-gateway", ports.toolGateway()));
        all.add(service("outreach-service", ports.outreachService()));
        return List.copyOf(all);
    }

    /** A program of deploy/: its jar and, beside it, its libraries. */
    private Member program(
            String name, String main, int port, Map<String, String> environment, String probe, int readyStatus) {
        var target = home.project().resolve("deploy").resolve(name).resolve("target");
        var jar = target.resolve("spectrum-" + name + "-" + Versions.spectrum() + ".jar");
        var program = List.of("-cp", jar + ":" + target.resolve("lib/*"), main);
        var server =
                new JavaServer(name, port, 128, program, environment, URI.create(LOCAL + port + probe), readyStatus);
        return new Member(server, SERVERS, Optional.of(jar));
    }

    private Member service(String name, int port) {
        var jar = home.project().resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        var program = List.of("-jar", jar.toString());
        var ready = URI.create(LOCAL + port + "/q/health/ready");
        var server = new JavaServer(name, port, 256, program, serviceEnvironment(port), ready, 200);
        return new Member(server, SERVERS, Optional.of(jar));
    }

    private Map<String, String> edgeEnvironment() {
        var ports = ports();
        return Map.of(
                "SPECTRUM_HTTP_PORT", Integer.toString(ports.edge()),
                "SPECTRUM_PUBLIC_URL", publicUrl(),
                "SPECTRUM_AGENT_URL", LOCAL + ports.agentService(),
                "SPECTRUM_CONVERSATION_URL", LOCAL + ports.conversationService(),
                "SPECTRUM_GATEWAY_URL", LOCAL + ports.toolGateway(),
                "SPECTRUM_OUTREACH_URL", LOCAL + ports.outreachService(),
                "SPECTRUM_KEYCLOAK_URL", LOCAL + ports.keycloak(),
                "SPECTRUM_KEYCLOAK_MANAGEMENT_URL", LOCAL + ports.keycloakManagement());
    }

    private Map<String, String> serviceEnvironment(int port) {
        var ports = ports();
        var environment = new HashMap<>(Map.of(
                "SPECTRUM_HTTP_PORT", Integer.toString(port),
                "SPECTRUM_DB_HOST", "127.0.0.1",
                "SPECTRUM_DB_PORT", Integer.toString(ports.postgres()),
                "SPECTRUM_REDIS_URL", redis().url(),
                "SPECTRUM_KAFKA", kafka().bootstrapServers(),
                "SPECTRUM_OIDC_URL", LOCAL + ports.keycloak() + "/auth/realms/spectrum",
                "SPECTRUM_GATEWAY_URL", LOCAL + ports.toolGateway(),
                "SPECTRUM_SMTP_HOST", "127.0.0.1",
                "SPECTRUM_SMTP_PORT", Integer.toString(ports.smtp()),
                "SPECTRUM_PUBLIC_URL", publicUrl()));
        environment.put("SPECTRUM_CONVERSATION_URL", LOCAL + ports.conversationService());
        if (port == ports.agentService()) {
            environment.put("SPECTRUM_KEYCLOAK_ADMIN_URL", LOCAL + ports.keycloak() + "/auth/admin/realms/spectrum");
        }
        if (port == ports.toolGateway()) {
            // Beside the data that is encrypted with it, so that both are there or neither.
            environment.put(
                    "SPECTRUM_KEYSET_FILE",
                    home.data("keys").resolve("keyset.json").toString());
            environment.put("SPECTRUM_MAKE_KEYSET", "true");
        }
        environment.put("OPENAI_BASE_URL", settings.modelUrl().orElse(LOCAL + ports.demoModel() + "/v1"));
        if (settings.modelUrl().isEmpty()) {
            environment.put("OPENAI_API_KEY", "none-needed");
        }
        return environment;
    }

    /** Ends processes side by side; what the others need goes last. */
    static void stop(Collection<ServerProcess> running, Consumer<ServerProcess> afterEach) {
        stopAtOnce(running.stream().filter(process -> !isNeeded(process)).toList(), afterEach);
        stopAtOnce(running.stream().filter(Stack::isNeeded).toList(), afterEach);
    }

    private static boolean isNeeded(ServerProcess process) {
        return SERVERS.contains(process.server().name());
    }

    private static void stopAtOnce(List<ServerProcess> running, Consumer<ServerProcess> afterEach) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(running.stream()
                            .map(process -> CompletableFuture.runAsync(process::stop, threads)
                                    .thenRun(() -> afterEach.accept(process)))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        }
    }

    List<Member> members() {
        return members;
    }

    /**
     * Finds one by its name, or by any part of it that no other has.
     *
     * @throws Failure when there is none, or more than one
     */
    Member member(String name) {
        var exact =
                members.stream().filter(member -> member.name().equals(name)).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        var similar =
                members.stream().filter(member -> member.name().contains(name)).toList();
        if (similar.isEmpty()) {
            throw Failure.notUnderstood("there is no server '" + name + "'; there are " + names(members));
        }
        if (similar.size() > 1) {
            throw Failure.notUnderstood("'" + name + "' is a part of several names: " + names(similar));
        }
        return similar.getFirst();
    }

    private static String names(List<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.joining(", "));
    }

    Settings settings() {
        return settings;
    }

    Home home() {
        return home;
    }

    Ports ports() {
        return settings.ports();
    }

    PostgresServer postgres() {
        return new PostgresServer(home.data("postgresql"), ports().postgres(), true);
    }

    private RedisServer redis() {
        return new RedisServer(home.data("redis"), ports().redis());
    }

    KafkaServer kafka() {
        return new KafkaServer(home.data("kafka"), ports().kafka(), ports().kafkaController());
    }

    MailSink mail() {
        return new MailSink(ports().smtp(), ports().mail());
    }

    /** Where everything is reached from outside, e.g. {@code http://localhost:8080}. */
    String publicUrl() {
        return "http://localhost:" + settings.ports().edge();
    }
}
