package dev.spectrum.outreach.campaigns.domain;

/** How a campaign stands. */
public enum CampaignStatus {
    DRAFT,
    RUNNING,
    PAUSED
}
