package dev.spectrum.gateway.upstreams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How upstreams are met. */
@ConfigMapping(prefix = "spectrum.upstreams")
public interface UpstreamsConfig {

    /** How often each is asked whether its definitions have changed. */
    @WithDefault("15M")
    Duration refreshedEvery();

    /** How often it is looked for upstreams that are due. */
    @WithDefault("10S")
    Duration dueLookedForEvery();

    /** For connecting, agreeing on a revision and listing tools; a call has the upstream's own time. */
    @WithDefault("15S")
    Duration patience();

    /** A longer answer is no answer, in bytes. */
    @WithDefault("4194304")
    int longestAnswer();

    /** How many tools one upstream may have. */
    @WithDefault("500")
    int mostTools();

    /** An upstream that failed to answer so often in a row is left alone for a while. */
    @WithDefault("5")
    int failuresToBreak();

    @WithDefault("15S")
    Duration brokenFor();

    Stdio stdio();

    /** Upstreams that are processes of ours. */
    interface Stdio {

        /** The commands that a tenant's admin may choose from, by name. None, unless an operator says so. */
        Map<String, Command> commands();

        /** How many processes may run at once, of all tenants. */
        @WithDefault("8")
        int mostProcesses();

        /** A process that was not used for so long is stopped. */
        @WithDefault("10M")
        Duration stoppedAfter();

        /** After a process ended by itself, the next is started no sooner than this; twice as long each further time. */
        @WithDefault("1S")
        Duration firstPause();

        @WithDefault("1M")
        Duration longestPause();
    }

    /** A program that speaks MCP over its standard input and output. */
    interface Command {

        /** The program and its arguments. */
        List<String> line();

        /** Added to the few variables that any process gets, such as PATH and HOME. */
        Map<String, String> environment();
    }
}
