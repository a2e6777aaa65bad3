/** The approvals' table. */
@NullMarked
package dev.spectrum.outreach.approvals.db;

import org.jspecify.annotations.NullMarked;
