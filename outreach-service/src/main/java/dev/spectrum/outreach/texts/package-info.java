/** Texts that an agent writes for one lead each, ahead of the send. */
@NullMarked
package dev.spectrum.outreach.texts;

import org.jspecify.annotations.NullMarked;
