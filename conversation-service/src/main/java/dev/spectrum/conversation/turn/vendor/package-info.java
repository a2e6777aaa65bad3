/** The tools, through the tool-gateway's MCP endpoint. */
@NullMarked
package dev.spectrum.conversation.turn.vendor;

import org.jspecify.annotations.NullMarked;
