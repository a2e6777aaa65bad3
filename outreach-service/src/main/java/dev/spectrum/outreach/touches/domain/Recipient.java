package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import java.util.UUID;

/** A lead as far as sending goes by it. */
public record Recipient(UUID id, LeadProfile profile, LeadStatus status) {}
