package dev.spectrum.outreach.approvals.domain;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The text of a touch that a person decides on. What is approved is this text: it is sent word for word, whatever the
 * template or the lead is changed to meanwhile.
 *
 * @param id the touch's
 * @param to where it goes
 * @param mode what a person has to do: approve it ({@code CO_PILOT}), or send it ({@code MANUAL})
 * @param subject blank where the channel has none
 * @param edited a person changed the text
 * @param decidedBy the {@code sub} of who decided; blank before, and where nobody did
 * @param reason of a rejection; may be blank
 * @param version counts changes, from 0
 */
public record Approval(
        UUID tenantId,
        UUID id,
        UUID campaignId,
        UUID leadId,
        int step,
        Channel channel,
        String to,
        PermissionMode mode,
        ApprovalStatus status,
        String subject,
        String body,
        boolean edited,
        String decidedBy,
        String reason,
        Optional<Instant> decidedAt,
        Instant expiresAt,
        Instant createdAt,
        long version) {

    /** What came of a decision. */
    public sealed interface Decision {}

    public record Decided(Approval approval) implements Decision {}

    /** @param code a stable word with hyphens */
    public record Refused(String code, String reason) implements Decision {}

    /** The message may be sent by itself. */
    public Decision approve(String by, Instant now) {
        return mode == PermissionMode.MANUAL
                ? new Refused("manual-mode", "In manual mode a person sends each message: send it, or say it is done.")
                : decide(ApprovalStatus.APPROVED, by, "", now);
    }

    /** A person sends the message now. */
    public Decision send(String by, Instant now) {
        return decide(ApprovalStatus.APPROVED, by, "", now);
    }

    /** A person sent it elsewhere. */
    public Decision done(String by, Instant now) {
        return decide(ApprovalStatus.DONE, by, "", now);
    }

    public Decision reject(String by, String why, Instant now) {
        return decide(ApprovalStatus.REJECTED, by, why, now);
    }

    /** Says something else, and still waits. */
    public Decision edit(String newSubject, String newBody, Instant now) {
        return whilePending(
                now,
                new Approval(
                        tenantId,
                        id,
                        campaignId,
                        leadId,
                        step,
                        channel,
                        to,
                        mode,
                        status,
                        newSubject,
                        newBody,
                        true,
                        decidedBy,
                        reason,
                        decidedAt,
                        expiresAt,
                        createdAt,
                        version));
    }

    /** Nobody decided in time. */
    public Decision expire(Instant now) {
        return status == ApprovalStatus.PENDING && !now.isBefore(expiresAt)
                ? new Decided(with(ApprovalStatus.EXPIRED, "", "", now))
                : new Refused("not-expired", "It waits no longer, or not long enough yet.");
    }

    private Decision decide(ApprovalStatus decided, String by, String why, Instant now) {
        return whilePending(now, with(decided, by, why, now));
    }

    private Decision whilePending(Instant now, Approval changed) {
        if (status != ApprovalStatus.PENDING) {
            return new Refused("already-decided", "It is " + status.word() + ".");
        }
        return now.isBefore(expiresAt)
                ? new Decided(changed)
                : new Refused("approval-expired", "Nobody decided before " + expiresAt + ".");
    }

    private Approval with(ApprovalStatus decided, String by, String why, Instant now) {
        return new Approval(
                tenantId,
                id,
                campaignId,
                leadId,
                step,
                channel,
                to,
                mode,
                decided,
                subject,
                body,
                edited,
                by,
                why,
                Optional.of(now),
                expiresAt,
                createdAt,
                version);
    }
}
