package dev.spectrum.outreach.activities.domain;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a lead. Nothing changes it afterwards.
 *
 * @param id a UUIDv7: newer activities have greater ids
 * @param campaignId the campaign it happened in, if any
 * @param touchId the touch it is about, if any
 * @param details what the type adds, such as {@code code} and {@code reason} of a skipped touch
 */
public record Activity(
        UUID id,
        ActivityType type,
        UUID leadId,
        @Nullable UUID campaignId,
        @Nullable UUID touchId,
        Map<String, Object> details,
        Instant occurredAt) {}
