/** The events of runs in Redis. */
@NullMarked
package dev.spectrum.conversation.runs.cache;

import org.jspecify.annotations.NullMarked;
