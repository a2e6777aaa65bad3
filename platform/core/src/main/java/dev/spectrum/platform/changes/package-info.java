/** Who changed what: the log that the database itself writes. */
@NullMarked
package dev.spectrum.platform.changes;

import org.jspecify.annotations.NullMarked;
