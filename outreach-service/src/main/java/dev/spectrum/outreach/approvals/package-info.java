/** Messages that wait for a person. */
@NullMarked
package dev.spectrum.outreach.approvals;

import org.jspecify.annotations.NullMarked;
