/** What recipients did. */
@NullMarked
package dev.spectrum.outreach.tracking.db;

import org.jspecify.annotations.NullMarked;
