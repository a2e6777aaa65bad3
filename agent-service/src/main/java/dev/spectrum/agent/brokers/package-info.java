/** Brokers: named sources of values, one for each scope. */
@NullMarked
package dev.spectrum.agent.brokers;

import org.jspecify.annotations.NullMarked;
