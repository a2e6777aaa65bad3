/** What a touch is, when it may be sent, and what it says. */
@NullMarked
package dev.spectrum.outreach.touches.domain;

import org.jspecify.annotations.NullMarked;
