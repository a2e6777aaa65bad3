package dev.spectrum.outreach.preview.web;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** Whose messages are to be shown. */
record PreviewBody(@NotNull UUID leadId) {}
