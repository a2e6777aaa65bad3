/** Reading conversations. */
@NullMarked
package dev.spectrum.conversation.history;

import org.jspecify.annotations.NullMarked;
