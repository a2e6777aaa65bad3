/** Cancellations, told to all replicas through Redis. */
@NullMarked
package dev.spectrum.agent.runs.cache;

import org.jspecify.annotations.NullMarked;
