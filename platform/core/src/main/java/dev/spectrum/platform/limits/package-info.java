/** How many requests a tenant may make. */
@NullMarked
package dev.spectrum.platform.limits;

import org.jspecify.annotations.NullMarked;
