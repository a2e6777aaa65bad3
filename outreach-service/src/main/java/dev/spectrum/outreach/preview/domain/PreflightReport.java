package dev.spectrum.outreach.preview.domain;

import dev.spectrum.outreach.campaigns.domain.StepChannel;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What speaks for and against a launch.
 *
 * @param ready nothing in {@code problems}
 * @param problems what a launch is refused for
 * @param warnings what a person should look at first
 */
public record PreflightReport(
        boolean ready,
        List<Remark> problems,
        List<Remark> warnings,
        List<SenderReport> senders,
        LeadReport leads,
        Capacity capacity,
        List<StepReport> steps) {

    /** @param code a stable word with hyphens */
    public record Remark(String code, String detail) {}

    public record SenderReport(
            UUID senderId,
            String address,
            String domain,
            MailAuthentication.Finding spf,
            MailAuthentication.Finding dkim,
            MailAuthentication.Finding dmarc) {}

    /**
     * @param examined how many leads the campaign is for
     * @param missingFields how many leads lack what a message asks for without a default
     */
    public record LeadReport(
            int examined, int withoutAddress, int suppressed, int closed, Map<String, Integer> missingFields) {}

    /**
     * @param emails to be sent in all, by the leads examined
     * @param perDay how many of them the senders' daily limits allow together
     * @param days how long it takes at the least, on the slowest channel, the sequence's delays included; 0 if nothing can be sent
     */
    public record Capacity(int emails, int perDay, int days) {

        /** @param sequenceHours from the first step's moment to the last's */
        public static Capacity of(int leads, int emailSteps, int perDay, int sequenceHours) {
            int emails = leads * emailSteps;
            int sending = perDay == 0 ? 0 : Math.ceilDiv(emails, perDay);
            int waiting = Math.ceilDiv(sequenceHours, 24);
            return new Capacity(emails, perDay, sending == 0 ? 0 : Math.max(sending, waiting + 1));
        }
    }

    /**
     * @param deliverable whether something delivers it; what nothing does is skipped, or sent by hand in manual mode
     * @param spamWords of all of its texts
     */
    public record StepReport(int step, StepChannel channel, boolean deliverable, List<String> spamWords) {}

    public PreflightReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        senders = List.copyOf(senders);
        steps = List.copyOf(steps);
    }
}
