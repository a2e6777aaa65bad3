package dev.spectrum.outreach.campaigns.domain;

/**
 * What a step says.
 *
 * @param subject a template, see {@link MessageTemplate}; blank where the channel has none
 * @param body a template of plain text
 */
public record StepText(String subject, String body) {}
