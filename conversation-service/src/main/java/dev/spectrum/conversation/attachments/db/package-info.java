/** Files in PostgreSQL. */
@NullMarked
package dev.spectrum.conversation.attachments.db;

import org.jspecify.annotations.NullMarked;
