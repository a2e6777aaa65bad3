/** Feedback in PostgreSQL. */
@NullMarked
package dev.spectrum.conversation.feedback.db;

import org.jspecify.annotations.NullMarked;
