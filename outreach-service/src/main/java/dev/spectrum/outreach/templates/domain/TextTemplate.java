package dev.spectrum.outreach.templates.domain;

import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepText;
import java.util.UUID;

/**
 * A text that steps of campaigns begin with. A campaign takes a copy: what becomes of the template changes no campaign.
 *
 * @param name within the tenant, whatever its case, one template's
 * @param version counts changes, from 0
 */
public record TextTemplate(UUID tenantId, UUID id, String name, StepChannel channel, StepText text, long version) {}
