package dev.spectrum.gateway.crm;

import java.util.UUID;

/** What the tools that delete give: the id of what is no longer there. */
public record Gone(UUID id) {}
