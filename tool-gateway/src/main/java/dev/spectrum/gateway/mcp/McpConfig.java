package dev.spectrum.gateway.mcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How MCP clients meet this service. */
@ConfigMapping(prefix = "spectrum.mcp")
interface McpConfig {

    /** Scheme and authority under which clients know it. */
    URI publicUrl();

    /** Pages that may call from a browser, beside those of the public URL: scheme and authority. */
    Optional<Set<String>> allowedOrigins();

    /** What a client should ask its authorization server for. */
    @WithDefault("openid,organization:*")
    List<String> scopes();

    /** How long a client may keep a list of tools. What has changed meanwhile is decided anew at every call. */
    @WithDefault("10S")
    Duration toolsKeptFor();

    /** The most that a page of a list has. */
    @WithDefault("500")
    int pageSize();

    /** How long after a change of a list the open streams may tell of it. */
    @WithDefault("5S")
    Duration changesToldWithin();

    /** The most streams that may be open at once, in this process. */
    @WithDefault("2000")
    int openStreams();

    /** How long a tool waits for a client's answer to a question. */
    @WithDefault("5M")
    Duration answersWithin();

    /**
     * Seals what clients keep for us between their requests. The same in all processes; without one, each process makes its
     * own, and knows only its own seals again.
     */
    Optional<String> sealKey();
}
