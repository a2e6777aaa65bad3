/** How much a lead is worth to its tenant. */
@NullMarked
package dev.spectrum.outreach.scoring;

import org.jspecify.annotations.NullMarked;
