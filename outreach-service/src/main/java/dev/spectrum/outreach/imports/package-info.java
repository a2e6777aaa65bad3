/** Leads that come in with a file. */
@NullMarked
package dev.spectrum.outreach.imports;

import org.jspecify.annotations.NullMarked;
