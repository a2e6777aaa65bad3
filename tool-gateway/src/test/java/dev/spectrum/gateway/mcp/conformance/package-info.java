/** The protocol's conformance suite, and what it expects of a server: only here, in tests, so that no build can serve it. */
@NullMarked
package dev.spectrum.gateway.mcp.conformance;

import org.jspecify.annotations.NullMarked;
