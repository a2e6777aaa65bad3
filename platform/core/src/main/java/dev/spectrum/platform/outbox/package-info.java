/** State and its event in one commit; a relay publishes from there, in order. */
@NullMarked
package dev.spectrum.platform.outbox;

import org.jspecify.annotations.NullMarked;
