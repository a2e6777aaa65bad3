/** Listening to spectrum.agent.state. */
@NullMarked
package dev.spectrum.conversation.agents.kafka;

import org.jspecify.annotations.NullMarked;
