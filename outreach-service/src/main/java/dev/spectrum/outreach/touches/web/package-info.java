/** Touches over HTTP. */
@NullMarked
package dev.spectrum.outreach.touches.web;

import org.jspecify.annotations.NullMarked;
