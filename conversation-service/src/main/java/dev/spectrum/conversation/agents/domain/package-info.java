/** Agents and tenants, as far as a turn needs them. */
@NullMarked
package dev.spectrum.conversation.agents.domain;

import org.jspecify.annotations.NullMarked;
