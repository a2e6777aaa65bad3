package dev.spectrum.outreach.approvals.web;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why a message is not sent. */
record RejectBody(@Nullable @Size(max = 500) String reason) {}
