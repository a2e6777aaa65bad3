/** What counts as done by a person, and the links that tell. */
@NullMarked
package dev.spectrum.outreach.tracking.domain;

import org.jspecify.annotations.NullMarked;
