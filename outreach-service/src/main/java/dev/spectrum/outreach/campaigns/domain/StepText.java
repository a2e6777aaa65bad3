package dev.spectrum.outreach.campaigns.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a step says.
 *
 * @param subject a template, see {@link MessageTemplate}; blank where the channel has none
 * @param body a template of plain text
 * @param personalise who writes what is sent, from the template; null for the template itself
 */
public record StepText(
        String subject, String body, @Nullable AgentText personalise) {

    /** Sent as the template has it. */
    public static StepText template(String subject, String body) {
        return new StepText(subject, body, null);
    }
}
