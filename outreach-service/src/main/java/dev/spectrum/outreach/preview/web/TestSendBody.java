package dev.spectrum.outreach.preview.web;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which message a member wants to see in their own mailbox.
 *
 * @param leadId as whom it is addressed
 * @param step of the sequence, from 0; the first if left out
 */
record TestSendBody(@NotNull UUID leadId, @Nullable @Min(0) Integer step) {}
