@NullMarked
package dev.spectrum.demomodel.arguments;

import org.jspecify.annotations.NullMarked;
