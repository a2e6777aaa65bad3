package dev.spectrum.outreach.senders.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * What a sender is set to.
 *
 * @param address for email, trimmed and in lower case
 * @param name what recipients read beside the address; blank for none
 * @param connectionId the gateway's connection to send through; empty for its default
 * @param dailyLimit messages in any 24 hours
 * @param window empty for any time
 * @param warmUp empty for the whole limit from the first day
 */
public record SenderSettings(
        Channel channel,
        String address,
        String name,
        Optional<UUID> connectionId,
        int dailyLimit,
        Optional<SendWindow> window,
        Pace pace,
        Optional<WarmUp> warmUp) {}
