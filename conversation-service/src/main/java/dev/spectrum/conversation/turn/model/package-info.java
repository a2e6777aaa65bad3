/** The model, through the platform. */
@NullMarked
package dev.spectrum.conversation.turn.model;

import org.jspecify.annotations.NullMarked;
