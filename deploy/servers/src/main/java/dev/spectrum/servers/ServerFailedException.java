package dev.spectrum.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serial;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A server that did not start; the message names it and ends with the last lines of its log. */
public final class ServerFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LINES_SHOWN = 20;
    private static final int LINE_LENGTH = 600;

    ServerFailedException(String message) {
        super(message);
    }

    ServerFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param from the position in the log where this start began */
    static ServerFailedException withLog(String message, Path log, long from) {
        var lines = lastLines(log, from);
        return new ServerFailedException(
                lines.isEmpty()
                        ? message + "; its log " + log + " is empty"
                        : message + "; the last lines of " + log + ":\n  " + String.join("\n  ", lines));
    }

    private static List<String> lastLines(Path log, long from) {
        try (var file = FileChannel.open(log).position(from);
                var lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(file), StandardCharsets.UTF_8))) {
            var all = lines.lines().map(ServerFailedException::shortened).toList();
            return all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A line of JSON with a stack trace in it fills a screen. */
    private static String shortened(String line) {
        return line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) + " ..." : line;
    }
}
