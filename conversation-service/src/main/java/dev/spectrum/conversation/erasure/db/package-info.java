/** Erasures in PostgreSQL, and what they delete. */
@NullMarked
package dev.spectrum.conversation.erasure.db;

import org.jspecify.annotations.NullMarked;
