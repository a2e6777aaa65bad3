/** What is suppressed. */
@NullMarked
package dev.spectrum.outreach.suppressions.domain;

import org.jspecify.annotations.NullMarked;
