/** What a person may do with a message that waits. */
@NullMarked
package dev.spectrum.outreach.approvals.domain;

import org.jspecify.annotations.NullMarked;
