/** Conversations, messages and turns. */
@NullMarked
package dev.spectrum.conversation.turn.domain;

import org.jspecify.annotations.NullMarked;
