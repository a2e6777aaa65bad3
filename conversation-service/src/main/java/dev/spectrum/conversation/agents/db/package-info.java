/** The projection's tables. */
@NullMarked
package dev.spectrum.conversation.agents.db;

import org.jspecify.annotations.NullMarked;
