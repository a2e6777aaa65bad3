/** Text as HTML shows it. */
@NullMarked
package dev.spectrum.outreach.html.domain;

import org.jspecify.annotations.NullMarked;
