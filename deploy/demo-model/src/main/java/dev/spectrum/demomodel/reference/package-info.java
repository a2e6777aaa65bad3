/** Whom or what "the second one", "her" or "that deal" means. */
@NullMarked
package dev.spectrum.demomodel.reference;

import org.jspecify.annotations.NullMarked;
