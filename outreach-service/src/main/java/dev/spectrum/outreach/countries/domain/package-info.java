/** Countries as people write them. */
@NullMarked
package dev.spectrum.outreach.countries.domain;

import org.jspecify.annotations.NullMarked;
