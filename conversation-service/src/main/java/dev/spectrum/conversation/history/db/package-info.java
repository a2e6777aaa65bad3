/** The same tables as a turn writes, read only. */
@NullMarked
package dev.spectrum.conversation.history.db;

import org.jspecify.annotations.NullMarked;
