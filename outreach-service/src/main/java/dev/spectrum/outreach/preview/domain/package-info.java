/** What speaks for and against a launch. */
@NullMarked
package dev.spectrum.outreach.preview.domain;

import org.jspecify.annotations.NullMarked;
