/** Prospects: who they are, what they are worth, what happened to them. */
@NullMarked
package dev.spectrum.outreach.leads;

import org.jspecify.annotations.NullMarked;
