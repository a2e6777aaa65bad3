/** Which addresses and names may be called. */
@NullMarked
package dev.spectrum.gateway.reach.domain;

import org.jspecify.annotations.NullMarked;
