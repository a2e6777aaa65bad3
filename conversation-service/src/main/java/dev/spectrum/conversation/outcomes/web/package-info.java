/** Outcomes over HTTP. */
@NullMarked
package dev.spectrum.conversation.outcomes.web;

import org.jspecify.annotations.NullMarked;
