package dev.spectrum.gateway.upstreams.domain;

import java.net.URI;

/** How an upstream is reached. */
public sealed interface Transport {

    record StreamableHttp(URI url) implements Transport {}

    /** @param command its name in the operator's list */
    record Stdio(String command) implements Transport {}
}
