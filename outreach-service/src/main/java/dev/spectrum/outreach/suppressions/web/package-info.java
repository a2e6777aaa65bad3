/** Suppressions over HTTP, and the page behind an unsubscribe link. */
@NullMarked
package dev.spectrum.outreach.suppressions.web;

import org.jspecify.annotations.NullMarked;
