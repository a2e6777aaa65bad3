/** CloudEvents as they leave and as they arrive. */
@NullMarked
package dev.spectrum.platform.event;

import org.jspecify.annotations.NullMarked;
