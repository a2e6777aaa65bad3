/** The Model Context Protocol: revision 2026-07-28, and 2025-11-25 for older clients. */
@NullMarked
package dev.spectrum.gateway.mcp;

import org.jspecify.annotations.NullMarked;
