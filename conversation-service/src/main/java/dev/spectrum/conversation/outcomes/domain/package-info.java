/** Outcomes, without any framework. */
@NullMarked
package dev.spectrum.conversation.outcomes.domain;

import org.jspecify.annotations.NullMarked;
