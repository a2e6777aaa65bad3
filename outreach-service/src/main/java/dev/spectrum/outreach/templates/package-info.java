/** Texts to begin a step with. */
@NullMarked
package dev.spectrum.outreach.templates;

import org.jspecify.annotations.NullMarked;
