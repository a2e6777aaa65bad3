package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Pause;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Stops a sender that does harm or can't send, and says why. Within the tenant's transaction. */
@ApplicationScoped
class PauseSenders {

    static final String CONNECTION_FAILING = "connection-failing";

    /** What the gateway's tools say where the vendor does not take the connection's credentials, or there is no connection. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection-failing",
            "connection-missing",
            "connection-refused",
            "not-connected",
            "invalid-sender",
            "unauthorized");

    private final Senders senders;
    private final SenderHealth health;
    private final MoveTouches moveTouches;
    private final SendingConfig config;

    PauseSenders(Senders senders, SenderHealth health, MoveTouches moveTouches, SendingConfig config) {
        this.senders = senders;
        this.health = health;
        this.moveTouches = moveTouches;
        this.config = config;
    }

    /** Those of touches that failed because of their sender's connection. */
    Uni<Void> whoseConnectionFails(List<Touch> attempted) {
        Set<UUID> failing = attempted.stream()
                .filter(touch -> touch.status() != TouchStatus.SENT
                        && OF_THE_CONNECTION.contains(touch.note().code()))
                .map(touch -> touch.plan().senderId())
                .collect(Collectors.toSet());
        return pause(failing, CONNECTION_FAILING, "Its connection fails: the gateway can't send through it.");
    }

    /** Those that send through a connection of which the gateway says that it fails. */
    Uni<Void> ofConnection(UUID connectionId, String detail) {
        return senders.ofConnection(connectionId)
                .chain(found -> pause(
                        found.stream().map(sender -> sender.id()).collect(Collectors.toSet()),
                        CONNECTION_FAILING,
                        "Its connection fails: " + detail));
    }

    /** The connection works again. */
    Uni<Void> resumeOfConnection(UUID connectionId) {
        return senders.ofConnection(connectionId)
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .filter(sender -> sender.pause()
                                .filter(pause -> pause.code().equals(CONNECTION_FAILING))
                                .isPresent())
                        .onItem()
                        .transformToUniAndConcatenate(sender -> senders.resume(sender.id()))
                        .collect()
                        .asList()
                        .replaceWithVoid());
    }

    /** One whose messages bounce, or are complained about, more often than vendors bear. */
    Uni<Void> ifItDoesHarm(UUID senderId) {
        return health.of(senderId, config.healthWindow()).chain(seen -> {
            if (seen.complained() >= 2 && seen.complained() > seen.sent() * config.mostComplained()) {
                return pause(
                        Set.of(senderId),
                        "too-many-complaints",
                        seen.complained() + " of " + seen.sent() + " messages were complained about.");
            }
            if (seen.bounced() >= 5 && seen.bounced() > seen.sent() * config.mostBounced()) {
                return pause(
                        Set.of(senderId),
                        "too-many-bounces",
                        seen.bounced() + " of " + seen.sent() + " messages bounced.");
            }
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> pause(Set<UUID> ids, String code, String reason) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> senders.pause(id, new Pause(code, reason, Instant.now()))
                        .chain(paused ->
                                paused ? moveTouches.away(id) : Uni.createFrom().voidItem()))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
