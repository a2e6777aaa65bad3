/** Conversations and messages as they are read. */
@NullMarked
package dev.spectrum.conversation.history.domain;

import org.jspecify.annotations.NullMarked;
