/** One thing that happened. */
@NullMarked
package dev.spectrum.outreach.activities.domain;

import org.jspecify.annotations.NullMarked;
