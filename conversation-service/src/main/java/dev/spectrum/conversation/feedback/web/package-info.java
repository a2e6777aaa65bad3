/** Feedback over HTTP. */
@NullMarked
package dev.spectrum.conversation.feedback.web;

import org.jspecify.annotations.NullMarked;
