@NullMarked
package dev.spectrum.demomodel.words;

import org.jspecify.annotations.NullMarked;
