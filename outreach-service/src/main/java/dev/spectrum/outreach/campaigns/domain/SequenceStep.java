package dev.spectrum.outreach.campaigns.domain;

import dev.spectrum.outreach.senders.domain.Channel;

/**
 * One planned message.
 *
 * @param afterHours how long after the step before, or after the launch
 * @param subject a template, see {@link MessageTemplate}
 * @param body a template of plain text
 */
public record SequenceStep(Channel channel, int afterHours, String subject, String body) {}
