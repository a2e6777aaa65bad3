package dev.spectrum.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What one server is: how it is started as a process, how it shows that it is ready, how it is ended. */
public interface Server {

    /** Runs what has to end before the server can start, such as the making of a data folder. */
    interface Steps {

        /**
         * Answers when the program has ended; what it prints goes to the server's log.
         *
         * @throws ServerFailedException when its exit code is not 0
         */
        void run(ProcessBuilder step) throws IOException;
    }

    /** The name people see, e.g. {@code postgresql}. */
    String name();

    /** The TCP ports it listens on. */
    List<Integer> ports();

    /**
     * Prepares what has to be there before it starts (unpacked binaries, a data folder) and says how to start it. The
     * command must become the server itself (no shell around it), so that its pid is the server's.
     *
     * @param steps runs every program that takes more than a moment, so that none is lost when the starter is killed
     */
    ProcessBuilder prepare(Steps steps) throws IOException;

    /** Whether it answers now. Asked again and again while it starts; must not throw, and must not take long. */
    boolean isReady();

    /** Brings a ready server into the state its users expect (schemas, topics); doing it again changes nothing. */
    default void furnish() throws IOException {}

    /** The signal that ends it gracefully without waiting for its clients. */
    default String stopSignal() {
        return "TERM";
    }

    /** How long a start may take. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }
}
