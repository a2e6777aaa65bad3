package dev.spectrum.edge;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Starts the edge as a process of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.out.print(Settings.HELP);
            System.exit(arguments[0].equals("--help") ? 0 : 2);
        }
        Settings settings;
        try {
            settings = Settings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("edge: " + e.getMessage());
            System.exit(2);
            return;
        }
        // It serves no files, so it needs no cache directory for them.
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        AccessLog accessLog = new AccessLog(System.out::println);
        vertx.deployVerticle(
                        () -> new Edge(settings, accessLog),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onSuccess(id -> System.out.println(
                        "edge: " + settings.publicOrigin() + " on " + settings.host() + ":" + settings.port()))
                .onFailure(failure -> {
                    System.err.println("edge: cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + failure.getMessage());
                    System.exit(1);
                });
    }
}
