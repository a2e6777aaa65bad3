/** The previews' HTTP. */
@NullMarked
package dev.spectrum.outreach.preview.web;

import org.jspecify.annotations.NullMarked;
