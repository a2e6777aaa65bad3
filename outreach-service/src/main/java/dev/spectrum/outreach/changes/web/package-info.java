/** The log of changes over HTTP. */
@NullMarked
package dev.spectrum.outreach.changes.web;

import org.jspecify.annotations.NullMarked;
