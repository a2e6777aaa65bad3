package dev.spectrum.outreach.touches.db;

import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Touch;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of a touch that change, as one JSON object of the array that the database takes apart. */
record TouchChange(
        UUID id,
        String status,
        Instant claimableAt,
        int attempts,
        int uncertain,
        @Nullable Instant firstAttemptAt,
        @Nullable Instant countedAt,
        String code,
        String reason,
        @Nullable OutgoingMessage message,
        String messageId,
        @Nullable Instant sentAt) {

    static final String SAVE =
            "with changed as (select * from json_to_recordset(cast(cast(?1 as text) as json)) as c (id uuid, status"
                    + " text, claimable_at timestamptz, attempts int, uncertain int, first_attempt_at timestamptz,"
                    + " counted_at timestamptz, code text, reason text, message text, message_id text, sent_at"
                    + " timestamptz)) update touch t set status = c.status, claimable_at = c.claimable_at, attempts ="
                    + " c.attempts, uncertain = c.uncertain, first_attempt_at = c.first_attempt_at, counted_at ="
                    + " c.counted_at, code = c.code,"
                    // What is written down stays, word for word.
                    + " reason = c.reason, message = coalesce(t.message, cast(c.message as json)), message_id ="
                    + " c.message_id, sent_at = c.sent_at, claimed_by = coalesce(cast(nullif(?2, '') as uuid),"
                    + " t.claimed_by), version = t.version + 1, updated_at = now() from changed c where t.tenant_id ="
                    + " current_tenant() and t.id = c.id";

    /** @param written the message is in the row already, and need not travel again */
    static TouchChange of(Touch touch, boolean written) {
        return new TouchChange(
                touch.id(),
                touch.status().word(),
                touch.claimableAt(),
                touch.attempts().count(),
                touch.attempts().uncertain(),
                touch.attempts().firstAt().orElse(null),
                touch.attempts().countedAt().orElse(null),
                touch.note().code(),
                touch.note().reason(),
                written ? null : touch.message().orElse(null),
                touch.message().map(OutgoingMessage::messageId).orElse(""),
                touch.sentAt().orElse(null));
    }
}
