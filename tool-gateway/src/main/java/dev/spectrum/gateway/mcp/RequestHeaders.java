package dev.spectrum.gateway.mcp;

import java.util.Optional;

/** The request's HTTP headers, whatever the case of their names. */
interface RequestHeaders {

    /** Without the whitespace around the value. */
    Optional<String> get(String name);
}
