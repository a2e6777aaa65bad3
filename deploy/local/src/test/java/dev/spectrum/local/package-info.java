/** The local stack: what {@code ./spectrum} does once the suite is built. */
@NullMarked
package dev.spectrum.local;

import org.jspecify.annotations.NullMarked;
