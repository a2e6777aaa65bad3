/** Conversations, messages and turns in PostgreSQL. */
@NullMarked
package dev.spectrum.conversation.turn.db;

import org.jspecify.annotations.NullMarked;
