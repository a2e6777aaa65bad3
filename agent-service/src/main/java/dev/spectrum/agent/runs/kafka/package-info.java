/** Turns of conversations that are over, and users whose runs are to be forgotten. */
@NullMarked
package dev.spectrum.agent.runs.kafka;

import org.jspecify.annotations.NullMarked;
