/** Senders and their windows. */
@NullMarked
package dev.spectrum.outreach.senders.domain;

import org.jspecify.annotations.NullMarked;
