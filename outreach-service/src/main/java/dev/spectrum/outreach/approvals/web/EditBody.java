package dev.spectrum.outreach.approvals.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What a message is to say instead: text, and no template. */
record EditBody(
        @NotNull @Size(max = 500) String subject,
        @NotBlank @Size(max = 50_000) String body) {}
