/** Where asynchronous work goes on: the Vert.x context of whoever asked for it. */
@NullMarked
package dev.spectrum.platform.context;

import org.jspecify.annotations.NullMarked;
