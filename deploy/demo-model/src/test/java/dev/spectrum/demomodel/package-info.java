@NullMarked
package dev.spectrum.demomodel;

import org.jspecify.annotations.NullMarked;
