/** Outcomes that other services tell of. */
@NullMarked
package dev.spectrum.conversation.outcomes.kafka;

import org.jspecify.annotations.NullMarked;
