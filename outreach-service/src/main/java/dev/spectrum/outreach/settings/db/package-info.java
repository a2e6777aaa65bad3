/** The settings' table. */
@NullMarked
package dev.spectrum.outreach.settings.db;

import org.jspecify.annotations.NullMarked;
