package dev.spectrum.outreach.suppressions.domain;

import dev.spectrum.outreach.senders.domain.Channel;
import java.util.UUID;

/**
 * The link that a message carries. Whoever has the token may unsubscribe its address, and nothing else.
 *
 * @param token 256 random bits
 * @param address where the message went
 */
public record UnsubscribeLink(
        UUID tenantId, String token, UUID touchId, UUID leadId, Channel channel, String address) {}
