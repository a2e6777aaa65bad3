/** What finally happened, and in which conversation it began. */
@NullMarked
package dev.spectrum.conversation.outcomes;

import org.jspecify.annotations.NullMarked;
