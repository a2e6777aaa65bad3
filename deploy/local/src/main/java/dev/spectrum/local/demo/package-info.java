/** {@code ./spectrum demo}: the main job on real input, against a stack that is up. */
@NullMarked
package dev.spectrum.local.demo;

import org.jspecify.annotations.NullMarked;
