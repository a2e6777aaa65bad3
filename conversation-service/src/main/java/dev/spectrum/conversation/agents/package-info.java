/** What agent-service tells of agents and tenants, kept here so that a turn asks nobody. */
@NullMarked
package dev.spectrum.conversation.agents;

import org.jspecify.annotations.NullMarked;
