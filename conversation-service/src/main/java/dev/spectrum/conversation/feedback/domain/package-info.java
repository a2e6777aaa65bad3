/** Ratings, without any framework. */
@NullMarked
package dev.spectrum.conversation.feedback.domain;

import org.jspecify.annotations.NullMarked;
