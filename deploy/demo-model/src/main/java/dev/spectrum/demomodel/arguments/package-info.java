/** A tool's arguments, filled from the words of the question and from earlier results. */
@NullMarked
package dev.spectrum.demomodel.arguments;

import org.jspecify.annotations.NullMarked;
