/** Touches: planned messages, the check right before each send, and what became of them. */
@NullMarked
package dev.spectrum.outreach.touches;

import org.jspecify.annotations.NullMarked;
