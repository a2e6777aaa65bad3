/** What happened to leads, as people read it. */
@NullMarked
package dev.spectrum.outreach.activities;

import org.jspecify.annotations.NullMarked;
