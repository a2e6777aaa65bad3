@NullMarked
package dev.spectrum.demomodel.answer;

import org.jspecify.annotations.NullMarked;
