/** GET /api/v1/conversations. */
@NullMarked
package dev.spectrum.conversation.history.web;

import org.jspecify.annotations.NullMarked;
