/** MCP servers of others: their tools become ours, as an admin accepted them. */
@NullMarked
package dev.spectrum.gateway.upstreams;

import org.jspecify.annotations.NullMarked;
