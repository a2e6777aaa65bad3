/** The approvals' HTTP. */
@NullMarked
package dev.spectrum.outreach.approvals.web;

import org.jspecify.annotations.NullMarked;
