/** Reading JSON that somebody else wrote. */
@NullMarked
package dev.spectrum.demomodel.json;

import org.jspecify.annotations.NullMarked;
