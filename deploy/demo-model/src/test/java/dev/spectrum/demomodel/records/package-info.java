@NullMarked
package dev.spectrum.demomodel.records;

import org.jspecify.annotations.NullMarked;
