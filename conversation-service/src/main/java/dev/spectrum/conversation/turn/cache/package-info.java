/** The context of a conversation in Redis. */
@NullMarked
package dev.spectrum.conversation.turn.cache;

import org.jspecify.annotations.NullMarked;
