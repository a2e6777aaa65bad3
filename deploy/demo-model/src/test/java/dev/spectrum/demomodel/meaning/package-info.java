@NullMarked
package dev.spectrum.demomodel.meaning;

import org.jspecify.annotations.NullMarked;
