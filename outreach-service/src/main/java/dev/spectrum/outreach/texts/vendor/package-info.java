/** The suite's agents, who write. */
@NullMarked
package dev.spectrum.outreach.texts.vendor;

import org.jspecify.annotations.NullMarked;
