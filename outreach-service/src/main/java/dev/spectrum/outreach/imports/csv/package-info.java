/** CSV as it is found in the wild. */
@NullMarked
package dev.spectrum.outreach.imports.csv;

import org.jspecify.annotations.NullMarked;
