@NullMarked
package dev.spectrum.demomodel.plan;

import org.jspecify.annotations.NullMarked;
