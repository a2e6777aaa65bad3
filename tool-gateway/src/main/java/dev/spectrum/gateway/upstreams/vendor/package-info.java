/** How upstreams are spoken to: MCP over streamable HTTP and over stdio. */
@NullMarked
package dev.spectrum.gateway.upstreams.vendor;

import org.jspecify.annotations.NullMarked;
