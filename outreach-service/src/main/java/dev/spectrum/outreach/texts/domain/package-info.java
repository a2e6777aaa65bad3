/** What agents write for leads, and what is to be said of it. */
@NullMarked
package dev.spectrum.outreach.texts.domain;

import org.jspecify.annotations.NullMarked;
