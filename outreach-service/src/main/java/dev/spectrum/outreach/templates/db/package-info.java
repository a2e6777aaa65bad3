/** The templates' table. */
@NullMarked
package dev.spectrum.outreach.templates.db;

import org.jspecify.annotations.NullMarked;
