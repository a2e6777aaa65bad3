/** What an agent is. */
@NullMarked
package dev.spectrum.agent.agents.domain;

import org.jspecify.annotations.NullMarked;
