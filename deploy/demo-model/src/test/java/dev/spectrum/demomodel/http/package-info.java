@NullMarked
package dev.spectrum.demomodel.http;

import org.jspecify.annotations.NullMarked;
