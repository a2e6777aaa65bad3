/** Agents: roles with a system prompt, a model, data sources and permissions. */
@NullMarked
package dev.spectrum.agent.agents;

import org.jspecify.annotations.NullMarked;
