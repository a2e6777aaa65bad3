/** How much a lead is worth: 0 to 100, every point explained. */
@NullMarked
package dev.spectrum.outreach.scoring.domain;

import org.jspecify.annotations.NullMarked;
