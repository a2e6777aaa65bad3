/** What users think of answers. */
@NullMarked
package dev.spectrum.conversation.feedback;

import org.jspecify.annotations.NullMarked;
