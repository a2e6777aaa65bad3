@NullMarked
package dev.spectrum.edge;

import org.jspecify.annotations.NullMarked;
