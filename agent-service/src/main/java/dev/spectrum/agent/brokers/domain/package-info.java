/** Scopes, and a broker's values within them. */
@NullMarked
package dev.spectrum.agent.brokers.domain;

import org.jspecify.annotations.NullMarked;
