/** Calling tools: permitted, checked, done once, recorded. */
@NullMarked
package dev.spectrum.gateway.calls;

import org.jspecify.annotations.NullMarked;
