/** Conversations with agents. */
@NullMarked
package dev.spectrum.conversation;

import org.jspecify.annotations.NullMarked;
