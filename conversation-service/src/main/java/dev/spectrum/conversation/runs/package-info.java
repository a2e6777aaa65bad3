/** What happens in a run, as events that a client can follow, and follow on elsewhere. */
@NullMarked
package dev.spectrum.conversation.runs;

import org.jspecify.annotations.NullMarked;
