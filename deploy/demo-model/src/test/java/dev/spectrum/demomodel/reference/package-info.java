@NullMarked
package dev.spectrum.demomodel.reference;

import org.jspecify.annotations.NullMarked;
