/** Users who are to be forgotten. */
@NullMarked
package dev.spectrum.conversation.erasure;

import org.jspecify.annotations.NullMarked;
