/** A turn: a user's message and all it takes to answer it. {@link dev.spectrum.conversation.turn.TakeTurn} is where it begins. */
@NullMarked
package dev.spectrum.conversation.turn;

import org.jspecify.annotations.NullMarked;
