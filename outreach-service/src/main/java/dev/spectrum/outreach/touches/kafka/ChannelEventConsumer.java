package dev.spectrum.outreach.touches.kafka;

import dev.spectrum.outreach.touches.FollowMessage;
import dev.spectrum.outreach.touches.domain.Happening;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** What became of messages, whatever the vendor. */
@ApplicationScoped
class ChannelEventConsumer {

    private static final String MESSAGE = "dev.spectrum.channel.message.";
    /** What people write is shown, so much of it. */
    private static final int LONGEST = 500;

    private final EventConsumer events;
    private final FollowMessage follow;
    private final Map<String, Function<IncomingEvent, Uni<Void>>> handlers;

    ChannelEventConsumer(EventConsumer events, FollowMessage follow) {
        this.events = events;
        this.follow = follow;
        this.handlers = Map.of(
                MESSAGE + "delivered.v1",
                event -> seen(event, Happening.DELIVERED),
                MESSAGE + "opened.v1",
                event -> seen(event, Happening.OPENED),
                MESSAGE + "clicked.v1",
                event -> seen(event, Happening.CLICKED),
                MESSAGE + "bounced.v1",
                this::bounced,
                MESSAGE + "complained.v1",
                this::complained,
                MESSAGE + "received.v1",
                this::received);
    }

    private record Told(
            @Nullable String idempotencyKey,
            @Nullable String messageId,
            @Nullable Boolean permanent,
            @Nullable String reason,
            @Nullable String url,
            @Nullable Instant occurredAt) {

        List<String> names() {
            return Stream.of(idempotencyKey, messageId).filter(Objects::nonNull).toList();
        }

        Instant at(IncomingEvent event) {
            return Objects.requireNonNullElse(occurredAt, event.occurredAt());
        }
    }

    private record Received(
            @Nullable String channel,
            String from,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String inReplyTo,
            @Nullable List<String> references,
            @Nullable Boolean automatic,
            @Nullable Instant occurredAt) {

        /** The nearest first. */
        List<String> names() {
            List<String> names = new ArrayList<>();
            if (inReplyTo != null) {
                names.add(inReplyTo);
            }
            if (references != null) {
                names.addAll(references.reversed());
            }
            return names;
        }
    }

    @Incoming("channel-events")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume("messages", message, handlers);
    }

    private Uni<Void> seen(IncomingEvent event, Happening what) {
        Told told = event.data(Told.class);
        return follow.seen(
                told.names(),
                what,
                told.at(event),
                told.url() == null ? Map.of() : Map.of("url", shortened(told.url())));
    }

    private Uni<Void> bounced(IncomingEvent event) {
        Told told = event.data(Told.class);
        return follow.bounced(
                told.names(),
                Boolean.TRUE.equals(told.permanent()),
                told.at(event),
                shortened(Objects.requireNonNullElse(told.reason(), "")));
    }

    private Uni<Void> complained(IncomingEvent event) {
        Told told = event.data(Told.class);
        return follow.complained(told.names(), told.at(event));
    }

    /** A notice of absence is no answer. */
    private Uni<Void> received(IncomingEvent event) {
        Received received = event.data(Received.class);
        Instant at = Objects.requireNonNullElse(received.occurredAt(), event.occurredAt());
        if (Boolean.TRUE.equals(received.automatic())) {
            return Uni.createFrom().voidItem();
        }
        return "sms".equals(received.channel())
                ? follow.texted(event.tenantId(), received.from(), at, Objects.requireNonNullElse(received.text(), ""))
                : follow.answered(
                        received.names(),
                        received.from(),
                        at,
                        shortened(Objects.requireNonNullElse(received.subject(), "")));
    }

    /** Nothing that a column of text can't hold is worth losing a bounce for. */
    private static String shortened(String said) {
        String text = said.replace('\0', ' ');
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
