package dev.spectrum.outreach.touches.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.touches.domain.Attempts;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Touches as columns: by the hundred, entities cost several times what their statement does. */
final class TouchColumns {

    /** What is selected first of a touch named t, in the order in which {@link #touch} reads it. */
    static final String SELECTED = Stream.of(
                    "tenant_id",
                    "id",
                    "campaign_id",
                    "step",
                    "lead_id",
                    "sender_id",
                    "channel",
                    "variant",
                    "due_at",
                    "status",
                    "claimable_at",
                    "attempts",
                    "uncertain",
                    "first_attempt_at",
                    "counted_at",
                    "code",
                    "reason")
            .map(column -> "t." + column + ", ")
            .collect(Collectors.joining("", "", "cast(t.message as text), t.sent_at"));

    /** How many columns that is. */
    static final int COUNT = 19;

    /** Touches that were planned; its parameters are arrays, one for each of their columns that differ. */
    static final String INSERT =
            "insert into touch (tenant_id, id, campaign_id, step, lead_id, sender_id, channel, variant,"
                    + " due_at, claimable_at, status, attempts, uncertain, code, reason, message_id, version, created_at, updated_at)"
                    + " select current_tenant(), p.*, p.due_at, 'scheduled', 0, 0, '', '', '', 0, now(), now() from"
                    + " (select u.id, u.campaign_id, u.step, u.lead_id, u.sender_id, u.channel, u.variant,"
                    + " cast(u.due_at as timestamptz) as due_at from unnest(cast(?1 as uuid[]), cast(?2 as uuid[]), cast(?3 as int[]),"
                    + " cast(?4 as uuid[]), cast(?5 as uuid[]), cast(?6 as text[]), cast(?7 as text[]), cast(?8 as text[]))"
                    + " as u(id, campaign_id, step, lead_id, sender_id, channel, variant, due_at)) p";

    private TouchColumns() {}

    static Touch touch(Object[] row, ObjectMapper json) {
        return new Touch(
                new TouchPlan(
                        (UUID) row[0],
                        (UUID) row[1],
                        (UUID) row[2],
                        (Integer) row[3],
                        (UUID) row[4],
                        (UUID) row[5],
                        Channel.valueOf(constant(row[6])),
                        (String) row[7],
                        time(row[8])),
                TouchStatus.valueOf(constant(row[9])),
                time(row[10]),
                new Attempts(
                        (Integer) row[11],
                        (Integer) row[12],
                        maybe(row[13], TouchColumns::time),
                        maybe(row[14], TouchColumns::time)),
                new Touch.Note((String) row[15], (String) row[16]),
                maybe(row[17], column -> message((String) column, json)),
                maybe(row[18], TouchColumns::time));
    }

    static <T> Optional<T> maybe(@Nullable Object column, Function<Object, T> as) {
        return Optional.ofNullable(column).map(as);
    }

    static Instant time(Object column) {
        return column instanceof Instant instant ? instant : ((OffsetDateTime) column).toInstant();
    }

    static String constant(Object column) {
        return ((String) column).toUpperCase(Locale.ROOT);
    }

    private static OutgoingMessage message(String column, ObjectMapper json) {
        try {
            return json.readValue(column, OutgoingMessage.class);
        } catch (JsonProcessingException notWrittenHere) {
            throw new IllegalStateException("A message can't be understood", notWrittenHere);
        }
    }
}
