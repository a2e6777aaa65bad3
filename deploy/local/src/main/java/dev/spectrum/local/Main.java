package dev.spectrum.local;

import dev.spectrum.local.demo.Demo;
import dev.spectrum.servers.ServerFailedException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the script {@code spectrum} runs; the script has checked the number of arguments and shows the help.
 *
 * <p>Exit codes: 0 done; 1 not done, or not all is healthy; 2 not understood.
 */
final class Main {

    private Main() {}

    /** @param arguments the checkout, SPECTRUM_HOME, the command, its arguments */
    public static void main(String[] arguments) {
        // The Kafka client tells its whole configuration.
        Logger.getLogger("").setLevel(Level.OFF);
        var home = new Home(Path.of(arguments[0]), Path.of(arguments[1]));
        try {
            var rest = List.of(arguments).subList(3, arguments.length);
            System.exit(run(new Launcher(home, System.getenv(), System.out), arguments[2], rest) ? 0 : 1);
        } catch (Failure e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (ServerFailedException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static boolean run(Launcher launcher, String command, List<String> arguments) {
        switch (command) {
            case "up" -> launcher.up();
            case "down" -> launcher.down();
            case "reset" -> launcher.reset();
            case "start" -> launcher.start(arguments.getFirst());
            case "stop" -> launcher.stop(arguments.getFirst());
            case "token" ->
                System.out.println(new Tokens(launcher.stack().ports())
                        .accessToken(
                                arguments.getFirst(), arguments.stream().skip(1).findFirst()));
            case "dead-letters" -> deadLetters(launcher, arguments.getFirst(), arguments.getLast());
            case "demo" -> {
                launcher.up();
                return demo(launcher.stack()) == 0;
            }
            case "status" -> {
                return launcher.status();
            }
            default -> throw Failure.notUnderstood("unknown command '" + command + "'");
        }
        return true;
    }

    private static int demo(Stack stack) {
        return Demo.run(
                URI.create(stack.publicUrl()),
                new Tokens(stack.ports()).accessToken("owner@acme.test", Optional.of("acme")),
                stack.mail().messagesUri(),
                stack.kafka().bootstrapServers(),
                stack.home().project().resolve("deploy/local/demo"),
                System.out);
    }

    private static void deadLetters(Launcher launcher, String action, String service) {
        var letters = new DeadLetters(launcher.stack().kafka(), service, System.out);
        switch (action) {
            case "list" -> letters.list();
            case "replay" -> letters.replay();
            default -> throw Failure.notUnderstood("unknown action '" + action + "': list or replay");
        }
    }
}
