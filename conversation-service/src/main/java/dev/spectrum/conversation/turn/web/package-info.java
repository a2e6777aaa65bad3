/** POST /api/chat/send. */
@NullMarked
package dev.spectrum.conversation.turn.web;

import org.jspecify.annotations.NullMarked;
