/** A subscription with its credits. */
@NullMarked
package dev.spectrum.outreach.accounts.domain;

import org.jspecify.annotations.NullMarked;
