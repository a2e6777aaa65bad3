/** Traces, at the cost that is due. */
@NullMarked
package dev.spectrum.platform.trace;

import org.jspecify.annotations.NullMarked;
